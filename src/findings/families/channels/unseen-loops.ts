import type { StorageEventRecord } from '../../../record/record';
import { wholeText } from '../../../shown/columns';
import { LimitedMap, LimitedPairs, LimitedSet } from '../../../limited';
import { sharersAt } from '../../asking/audience';
import { claimAnew } from '../../asking/claims';
import { ref, tab, type Claim, type Detector, type World } from '../../asking/detector';
import { keyName } from '../../asking/names';
import { besideALoop } from '../../asking/rounds';

type Event = StorageEventRecord & { readonly context: string; readonly seq: number };

const second = 1_000;
/** Changes of one key that one document hears of in a second. */
const fast = 40;
/** Of so many changes one is a new value, at most: a counter or a place on the screen is always new. */
const again = 4;

/** What one document heard of one key within a second of the first. */
interface Second {
  readonly first: Event;
  last: Event;
  count: number;
  readonly values: Set<string>;
}

/** Of a document that heard the same few values again and again. */
interface Flips {
  readonly first: number;
  last: Event;
  count: number;
}

interface Loop {
  readonly by: Map<string, Flips>;
  claim: Claim | null;
}

/**
 * Tabs that set a key to and fro as a property of localStorage: R1. No record says who set it, but nobody
 * hears of what it set itself: where two hear of it, two set it.
 */
export function create(world: World): Detector {
  /** By document and key. */
  const seconds = new LimitedPairs<Second>();
  const loops = new LimitedMap<string, Loop>();
  /** Keys that somebody sets by a method: of those the records tell. */
  const written = new LimitedSet<string>();

  function heard(event: Event, key: string): void {
    const known = seconds.get(event.context, key);
    if (known && event.time - known.first.time < second) {
      known.last = event;
      known.count += 1;
      known.values.add(valueOf(event));
      return;
    }
    if (known) flipped(known, key);
    const values = new Set([valueOf(event)]);
    const begun: Second = { first: event, last: event, count: 1, values };
    seconds.set(event.context, key, begun);
    world.when(event.time + second, () => {
      if (seconds.get(event.context, key) !== begun) return;
      seconds.delete(event.context, key);
      flipped(begun, key);
    });
  }

  function flipped({ first, last, count, values }: Second, key: string): void {
    if (count < fast || values.size * again > count) return;
    const loop = loops.get(key) ?? { by: new Map<string, Flips>(), claim: null };
    loops.set(key, loop);
    const own = loop.by.get(last.context) ?? { first: first.time, last, count: 0 };
    loop.by.set(last.context, own);
    own.last = last;
    own.count += count;
    const [context, other] =
      [...loop.by].find(([id, of]) => id !== last.context && last.time - of.last.time < 2 * second) ?? [];
    if (context === undefined || !other || !othersHear(last, loop)) return;
    const rounds = Math.max(own.count, other.count);
    const from = Math.min(own.first, other.first);
    loop.claim = claimAnew(world, loop.claim, {
      code: 'R1',
      subject: `unseen ${key}`,
      channel: last.channel,
      values: [
        key,
        tab(context),
        tab(last.context),
        rounds,
        Math.round((rounds * second) / (last.time - from)),
      ],
      contexts: [...loop.by.keys()],
      evidence: [ref(other.last), ref(last)],
      time: last.time,
      confidence: 'likely',
      explains: { codes: besideALoop, parts: [key, ''] },
    });
  }

  /** Whoever hears of nothing may be the only one that sets it. */
  function othersHear(event: Event, { by }: Loop): boolean {
    return sharersAt(world, event).every(({ id }) => by.has(id));
  }

  return (record) => {
    if (record.channel.kind !== 'local-storage') return;
    if (record.type === 'storage-write') written.add(keyName(record.key));
    if (record.type !== 'storage-event' || !record.isTrusted || record.key === null) return;
    const key = keyName(record.key);
    if (!written.has(key)) heard(record, key);
  };
}

function valueOf({ newValue }: Event): string {
  return newValue === null ? '' : `=${wholeText(newValue)}`;
}
