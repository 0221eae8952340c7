import { useMemo, useState } from 'preact/hooks';
import type { StorageAnswer, StorageChange } from '../../src/capture/storage/types';
import { useAnswer } from '../state/answers';
import type { Counts } from '../state/counts';
import type { History } from '../state/history';
import type { Selection } from '../state/selection';

/** More keys are left out of the list: a filter leads to them. */
export const mostKeys = 1_000;
/** Parts of the time in a strip of changes, each two pixels wide. */
export const stripParts = 50;

/** What the storage held at the chosen instant, and what leads to another. */
export interface StoredState {
  /** null: not yet, or another view is shown. */
  readonly answer: StorageAnswer | null;
  readonly counts: Counts;
  /** Whether changes of that kind are only counted. */
  isFolded(change: StorageChange): boolean;
  fold(change: StorageChange): void;
  /** To the next or previous write of the selected key, or of any where none is selected. */
  step(direction: 'next' | 'previous'): void;
}

export function useStored(history: History, selection: Selection): StoredState {
  const [folded, setFolded] = useState<readonly StorageChange[]>(['unchanged']);
  const isShown = selection.view.value === 'state';
  const since = selection.since.value;
  const answer = useAnswer(
    history.client,
    isShown
      ? {
          ask: 'storage',
          at: selection.at.value,
          since,
          area: selection.area.value,
          filter: selection.filter.value,
          folded: since === null ? [] : folded,
          from: 0,
          to: mostKeys,
          bins: stripParts,
        }
      : null,
  );
  const counts = useMemo(() => {
    const passing = Object.values(answer?.counts ?? {}).reduce((sum, count) => sum + count, 0);
    return { shown: passing, total: answer?.all ?? 0 };
  }, [answer]);

  async function step(direction: 'next' | 'previous'): Promise<void> {
    if (!answer?.area) return;
    const { time } = await history.client.ask({
      ask: 'step',
      area: answer.area,
      key: selection.opened.value ? selection.key.value : null,
      at: selection.at.value,
      direction,
    });
    if (time !== null) selection.at.value = time;
  }

  return {
    answer,
    counts,
    isFolded: (change) => folded.includes(change),
    fold(change) {
      setFolded(folded.includes(change) ? folded.filter((one) => one !== change) : [...folded, change]);
    },
    step(direction) {
      // Where the capture was closed meanwhile there is nowhere to go.
      step(direction).catch(() => undefined);
    },
  };
}
