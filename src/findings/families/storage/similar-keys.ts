import { changesNothing } from '../../../shown/columns';
import { isKnown, listenersAt } from '../../../presence/contexts';
import type { StorageWrite } from '../../../record/record';
import { ref, tab, type Detector, type World } from '../../asking/detector';
import { keyName } from '../../asking/names';
import { createSampling } from '../../asking/sampling';
import { areSimilar, areUnfilled } from '../../asking/similar';
import { LimitedMap } from '../../../limited';
import { handledWithinMs } from '../../../time-windows';
import type { Codes } from '../../code';
import { storageEvent } from '../../links';

export const codes = {
  H3: {
    severity: 'info',
    confidence: 'hint',
    values: ['key', 'receiver tab', 'the similar key', 'writer tab'],
    link: storageEvent,
  },
} as const satisfies Codes;

type Write = StorageWrite & { readonly context: string; readonly seq: number };

interface Used {
  /** The first write of each document that wrote it. */
  readonly by: Map<string, Write>;
}

const maxKeys = 300;
const maxTabs = 50;
/** Of one document: pages that make up a key for each message use thousands. */
const newKeysASecond = 20;
/** Longer keys are not compared. */
const longest = 100;

/**
 * A tab that listens, but uses another key for what is probably the same thing: H3. Reads leave no record:
 * only keys that it wrote are known.
 */
export function create(world: World): Detector {
  const keys = new LimitedMap<string, Used>(maxKeys);
  const sampling = createSampling(newKeysASecond);

  function wrote(write: Write): void {
    const name = keyName(write.key);
    if (name.length > longest) return;
    const used = keys.get(name) ?? { by: new Map<string, Write>() };
    if (used.by.has(write.context) || used.by.size >= maxTabs) return;
    if (!sampling.allows(write.context, write.time)) return;
    used.by.set(write.context, write);
    keys.set(name, used);
    for (const [other, { by }] of keys)
      if (other !== name && areSpelledAlike(name, other))
        for (const one of by.values())
          if (one.context !== write.context)
            world.when(write.time + handledWithinMs, () => {
              if (!isMissed(one, write)) isMissed(write, one);
            });
  }

  /** Reports whether the second one's document heard of the first write and made nothing of it. */
  function isMissed(write: Write, other: Write): boolean {
    const [key, otherKey] = [keyName(write.key), keyName(other.key)];
    if (keys.get(key)?.by.has(other.context) || keys.get(otherKey)?.by.has(write.context)) return false;
    const of = world.contexts.get(other.context);
    if (!of || !isKnown(of, write.time) || (listenersAt(of, write.time) ?? 0) === 0) return false;
    const event = world.arrivalsOf(write).find(({ context }) => context === other.context);
    if (!event || world.madeBy(event).length > 0) return false;
    world.report({
      code: 'H3',
      subject: `${other.context} ${key} ${otherKey}`,
      channel: write.channel,
      values: [key, tab(other.context), otherKey, tab(write.context)],
      contexts: [other.context, write.context],
      evidence: [ref(event), ref(other), ref(write)],
      time: event.time,
      ...(isOneName(key, otherKey) ? { severity: 'warning' as const, confidence: 'likely' as const } : {}),
    });
    return true;
  }

  return (record) => {
    if (record.type !== 'storage-write' || record.channel.kind !== 'local-storage') return;
    if (record.key !== null && record.newValue !== null && !record.error && !changesNothing(record))
      wrote(record);
  };
}

/** Nobody means two things by names that differ in case and separators alone, or where one lacks a value. */
function isOneName(a: string, b: string): boolean {
  const [one, other] = [a, b].map((name) => name.toLowerCase().replace(/[-_:./@ ]+/g, ''));
  return one === other || areUnfilled(a, b);
}

/**
 * By a slip, in case, separators or version. Keys of one app begin or end alike: then what is left has to be.
 */
function areSpelledAlike(a: string, b: string): boolean {
  if (!areSimilar(a, b)) return false;
  if (areUnfilled(a, b)) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (long.startsWith(short) || long.endsWith(short)) return /^[-_:./@ ]?v?\d+$/.test(rest(short, long));
  const [one, other] = apart(a, b);
  return one.length >= 4 && other.length >= 4;
}

function rest(short: string, long: string): string {
  return long.startsWith(short) ? long.slice(short.length) : '';
}

/** Without the parts, between separators, that both begin with. */
function apart(a: string, b: string): [string, string] {
  let from = 0;
  for (let at = 0; at < Math.min(a.length, b.length) && a[at] === b[at]; at += 1)
    if (/[-_:./@ ]/.test(a[at] ?? '')) from = at + 1;
  return [a.slice(from), b.slice(from)];
}
