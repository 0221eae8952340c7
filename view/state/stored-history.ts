import type { Ring } from '../../src/protocol/background';
import type { Neighbour } from '../../src/record';
import type { Database } from '../../store/database';
import { followStore } from '../worker/follow-store';
import { createHistory, type History } from './history';

/** An origin's history in the store: its end first, then the rest, then what is committed live. */
export interface StoredHistory {
  readonly history: History;
  take(ring: Ring): void;
  /** Documents of other origins. */
  setNeighbours(contexts: readonly Neighbour[]): void;
  close(): void;
}

/** `failed` hears why the store could not be read. */
export function openStoredHistory(
  database: Database,
  origin: string,
  failed: (message: string) => void,
): StoredHistory {
  const feed = createHistory(origin);
  const following = followStore(database, origin, { ...feed, add: feed.keep }, failed);
  return {
    history: feed.history,
    take: following.take,
    setNeighbours: feed.setNeighbours,
    close() {
      following.close();
      feed.close();
    },
  };
}
