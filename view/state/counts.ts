import { contextRows } from '../tables/contexts';
import type { History } from './history';
import { latencyRows } from '../tables/latencies';
import type { Selection } from './selection';

/** How many rows a list has, and how many it would have without the filter. */
export interface Counts {
  readonly shown: number;
  readonly total: number;
}

export type ListName = 'records' | 'findings' | 'boards' | 'rates' | 'contexts' | 'latencies' | 'storage';

/** The list that a view shows. */
export function listOf({ view, connections }: Selection): ListName {
  switch (view.value) {
    case 'messages':
    case 'timeline':
      return 'records';
    case 'state':
      return 'storage';
    case 'findings':
      return 'findings';
    case 'connections':
      return connections.value;
  }
}

/** Whether what is listed are exchanges, and not raw records. */
export function isOfExchanges({ view, mode }: Selection): boolean {
  return view.value === 'timeline' || (view.value === 'messages' && mode.value === 'exchanges');
}

export function countsOf(history: History, list: Exclude<ListName, 'storage' | 'boards' | 'rates'>): Counts {
  const { correlator } = history.analysis;
  switch (list) {
    case 'records':
      return { shown: history.shown().length, total: history.total() };
    case 'findings':
      return {
        shown: history.findings().filter(history.passesFinding).length,
        total: history.findings().length,
      };
    case 'contexts':
      return { shown: contextRows(history).length, total: correlator.contexts().length };
    case 'latencies':
      return { shown: latencyRows(history).length, total: correlator.latencies().length };
  }
}
