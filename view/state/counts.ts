import type { ChannelKind } from '../../src/record/record';
import type { Selection } from './selection';

/** How many rows a list has, and how many it would have without the filter. */
export interface Counts {
  readonly shown: number;
  readonly total: number;
}

/** Rows of each kind that pass the rest of the filter, and all of them. */
export interface KindCounts {
  readonly all: number;
  readonly kinds: ReadonlyMap<ChannelKind, number>;
}

/** Counts as of a version of the capture. */
export interface CountsAt extends Counts {
  readonly version: number;
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
