import { keyOf } from '../../presence/channel-objects';
import { samePartition } from '../../presence/contexts';
import type { Record, State } from '../../record/record';
import type { World } from './detector';
import { LimitedMap } from '../../limited';

export type Grant = State & { readonly context: string; readonly seq: number };

/** Who holds each Web Lock, as of the records seen so far. */
export interface LockHolders {
  see(record: Grant): void;
  /**
   * Grants of the lock to documents that share it with this one and were there at its time, the latest first.
   */
  at(record: Grant): readonly Grant[];
}

export function followLocks(world: World): LockHolders {
  const held = new LimitedMap<string, Map<string, Grant>>();

  /** Nothing was lost in between that could have been the release. */
  function isSeen({ context, time }: Grant, until: number): boolean {
    const of = world.contexts.get(context);
    if (!of || (of.gone !== null && of.gone <= until)) return false;
    return of.gaps.every(({ from, to }) => to <= time || from >= until);
  }

  return {
    see(record) {
      const key = keyOf(record.channel);
      const grants = held.get(key) ?? new Map<string, Grant>();
      if (record.state === 'granted') {
        if (record.detail === 'steal') grants.clear();
        grants.set(requestOf(record), record);
      } else if (record.state === 'released') grants.delete(requestOf(record));
      if (grants.size === 0) held.delete(key);
      else held.set(key, grants);
    },
    at(record) {
      const own = world.contexts.get(record.context);
      return [...(held.get(keyOf(record.channel))?.values() ?? [])]
        .filter((grant) => {
          const holder = world.contexts.get(grant.context);
          return isSeen(grant, record.time) && (!own || !holder || samePartition(own, holder));
        })
        .reverse();
    },
  };
}

/** Names a request: the object of its records. */
export function requestOf({ context, object }: Grant): string {
  return `${context}/${object}`;
}

export function isOfLock(record: Record): record is Grant {
  return record.type === 'state' && record.channel.kind === 'web-lock';
}
