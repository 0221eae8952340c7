import { contextRows } from '../tables/contexts';
import type { History } from './history';
import { latencyRows } from '../tables/latencies';
import type { ViewName } from './selection';

/** How many rows a list has, and how many it would have without the filter. */
export interface Counts {
  readonly shown: number;
  readonly total: number;
}

export function countsOf(history: History, view: ViewName): Counts {
  const { correlator, findings } = history.analysis;
  switch (view) {
    case 'records':
      return { shown: history.shown().length, total: history.total() };
    case 'findings':
      return { shown: findings().filter(history.passesFinding).length, total: findings().length };
    case 'contexts':
      return { shown: contextRows(history).length, total: correlator.contexts().length };
    case 'latencies':
      return { shown: latencyRows(history).length, total: correlator.latencies().length };
  }
}
