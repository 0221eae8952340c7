import { useState } from 'preact/hooks';
import type { ConnectionsAnswer } from '../../src/capture/connections/types';
import { useAnswer } from '../state/answers';
import type { Counts } from '../state/counts';
import type { History } from '../state/history';
import type { Selection } from '../state/selection';

/** Who was connected to what at the chosen instant. */
export interface BoardsState {
  /** null: not yet, or another view is shown. */
  readonly answer: ConnectionsAnswer | null;
  readonly counts: Counts;
  /** With what is closed. */
  readonly closed: boolean;
  showClosed(closed: boolean): void;
  /** null: now. */
  readonly at: number | null;
  /** Back to now. */
  follow(): void;
}

export function useBoards(history: History, selection: Selection): BoardsState {
  const [closed, showClosed] = useState(false);
  const isShown = selection.view.value === 'connections' && selection.connections.value === 'boards';
  const at = selection.at.value ?? selection.window.value?.to ?? null;
  const answer = useAnswer(
    history.client,
    isShown ? { ask: 'connections', at, closed, find: selection.filter.value } : null,
  );
  return {
    answer,
    counts: answer ? { shown: countOf(answer), total: answer.all } : { shown: 0, total: 0 },
    closed,
    showClosed,
    at,
    follow() {
      selection.at.value = null;
      selection.window.value = null;
    },
  };
}

function countOf(answer: ConnectionsAnswer): number {
  const { documents, workers, channels, ports, locks, sockets, services, databases } = answer;
  return [documents, workers, channels, ports, locks, sockets, services, databases].reduce(
    (sum, { total }) => sum + total,
    0,
  );
}
