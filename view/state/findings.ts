import type { FindingRow } from '../../src/capture/lists/list-types';
import { useAnswer } from './answers';
import type { History } from './history';
import type { Selection } from './selection';

/**
 * Findings of an origin without those that the user has hidden, the most severe first; null until they are
 * known.
 */
export interface FindingsState {
  readonly all: readonly FindingRow[] | null;
  /** Those that pass the filter, in the time window. */
  readonly shown: readonly FindingRow[] | null;
}

export function useFindings(history: History, selection: Selection): FindingsState {
  const { value: filter } = selection.filter;
  const { value: window } = selection.window;
  const isFiltered = filter !== '' || window !== null;
  const answer = useAnswer(
    history.client,
    isFiltered ? { ask: 'findings', filter, kinds: null, window } : null,
  );
  const all = history.findings();
  if (!isFiltered) return { all, shown: all };
  const shown = answer?.findings.filter(({ finding }) => !history.hidden.hides(finding));
  return { all, shown: shown ?? all };
}
