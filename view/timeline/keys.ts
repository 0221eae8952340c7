import type { View } from '../../src/capture/view';
import type { History } from '../state/history';
import type { Selection } from '../state/selection';
import type { TimelineState } from './timeline-state';

/** As lists of messages are before they are folded and cut. */
function allOf(view: View): View {
  return { ...view, window: null, sort: null, expanded: [], fold: false };
}

interface Where {
  readonly history: History;
  readonly selection: Selection;
  readonly state: TimelineState;
  readonly view: View;
}

/** To the next or previous message; on one lane where one is chosen. */
export async function stepMessage(
  { history, selection, state, view }: Where,
  by: 1 | -1 | 'first' | 'last',
  lane: string | null,
): Promise<void> {
  const id = state.chosen?.row.id ?? null;
  if (lane !== null) {
    const onLane = (state.answer?.arrows ?? []).filter(
      (arrow) => arrow.lane === lane || arrow.arrivals.some((arrival) => arrival.lane === lane),
    );
    const at = onLane.findIndex((arrow) => arrow.id === id);
    const end = by === 'first' || (at < 0 && by === 1) ? 0 : by === 'last' || at < 0 ? -1 : null;
    const next = end === null ? onLane[Math.max(0, at + Number(by))] : onLane.at(end);
    if (!next) return;
    selection.selectRow(next);
    state.reveal(next.time);
    return;
  }
  const all = allOf(view);
  const { index } = id === null ? { index: -1 } : await history.client.ask({ ask: 'place', view: all, id });
  const isBack = by === -1 || by === 'last';
  // Thin rows between two messages are no messages.
  const [from, to] =
    by === 'first' || (by === 1 && index < 0)
      ? [0, most]
      : by === 'last' || index < 0
        ? [-most, Infinity]
        : isBack
          ? [Math.max(0, index - most), index]
          : [index + 1, index + 1 + most];
  if (from >= 0 && to <= from) return;
  const { rows } = await history.client.ask({ ask: 'rows', view: all, from, to });
  const messages = rows.filter((row) => row.row === 'exchange');
  const next = messages.at(isBack ? -1 : 0);
  if (!next) return;
  selection.selectRow(next);
  state.reveal(next.time);
}

/** Thin rows that may be between two messages. */
const most = 200;

/** To the next or previous message with an error or a warning. */
export async function stepProblem(
  { history, selection, state, view }: Where,
  direction: 'next' | 'previous',
): Promise<void> {
  const from = state.chosen?.row.id ?? null;
  const found = await history.client.ask({ ask: 'problem', view: allOf(view), from, direction });
  if (found.id === null) return;
  const { row } = await history.client.ask({ ask: 'exchange', id: found.id });
  if (!row) return;
  selection.selectRow(row);
  state.reveal(row.time);
}
