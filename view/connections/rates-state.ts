import type { RatesAnswer } from '../../src/capture/rates/types';
import { useAnswer } from '../state/answers';
import type { Counts } from '../state/counts';
import type { History } from '../state/history';
import type { Selection } from '../state/selection';

/** What the traffic of the time window costs. */
export interface RatesState {
  /** null: not yet, or another view is shown. */
  readonly answer: RatesAnswer | null;
  readonly counts: Counts;
}

/** Bars of a row. */
const bars = 30;

export function useRates(history: History, selection: Selection): RatesState {
  const isShown = selection.view.value === 'connections' && selection.connections.value === 'rates';
  const { filter, kinds, window, rateOf } = selection;
  const answer = useAnswer(
    history.client,
    isShown
      ? {
          ask: 'rates',
          filter: filter.value,
          kinds: kinds.value,
          window: window.value,
          of: rateOf.value,
          bars,
        }
      : null,
  );
  return {
    answer,
    counts: { shown: answer?.all.messages ?? 0, total: answer?.total ?? 0 },
  };
}
