import { changesNothing, same } from '../../../shown/columns';
import type { Record, State, StorageWrite } from '../../../record/record';
import { causeByName } from '../../asking/cause-by-name';
import { createClaims } from '../../asking/claims';
import { ref, tab, type Detector, type World } from '../../asking/detector';
import { createMessageKeys } from '../../asking/message-keys';
import { isElection, keyName } from '../../asking/names';
import { createRecent } from '../../asking/recent';
import { saysWhen } from '../../asking/stale-values';
import { LimitedMap, LimitedSet } from '../../../limited';
import { skewMs } from '../../../time-windows';
import type { Codes } from '../../code';
import { locks } from '../../links';

export const codes = {
  R3: {
    severity: 'warning',
    confidence: 'certain',
    values: ['key', 'tab', 'other tab'],
    link: 'https://developer.mozilla.org/docs/Web/API/Web_Locks_API',
    variants: ['R3_echo'],
  },
  R4: {
    severity: 'error',
    confidence: 'likely',
    values: ['lock, key or channel', 'first tab', 'second tab'],
    variants: ['R4_stolen'],
    link: `${locks}/#api-lock-manager-request`,
  },
} as const satisfies Codes;

type Write = StorageWrite & { readonly context: string; readonly seq: number };

/** Two writes of one key are of one matter within so many milliseconds. */
const near = 5_000;
/** What each of two that take turns must have written. */
const turns = 2;
/** What each of two tabs must have signed. */
const manySignatures = 3;
/** In milliseconds; what a holder writes ends soon, or has begun just now. */
const aboutNow = 60_000;

/** More locks that a document holds at once are not noted. */
const mostLocks = 20;

/** Web Locks that a document holds, by name: since when. */
type Held = ReadonlyMap<string, number>;

/** Two tabs that write one key without knowing of each other: R3, and R4 for keys that name a leader. */
export function create(world: World): Detector {
  const writes = createRecent<Write>(20);
  /** How often in a row the document that wrote a key last has written it. */
  const alone = new LimitedMap<string, number>();
  const messageKeys = createMessageKeys();
  /** R3 by key: a message or a lock holds no state that could be lost. */
  const lost = createClaims();
  messageKeys.whenFound(lost.withdraw);
  const locks = new LimitedMap<string, Held>();
  /** What the document of a write held then. */
  const under = new WeakMap<Write, Held>();
  /** Keys that say who had them last, and when. */
  const signed = new LimitedSet<string>();

  /** Of each of two tabs all values are the same but for their time, and of each others. */
  function isSigned(key: string, write: Write, before: readonly Write[]): boolean {
    if (signed.has(key)) return true;
    const by = new Map<string, string[]>();
    for (const one of [...before, write]) {
      const text = withoutTime(one);
      if (text === null) return false;
      by.set(one.context, [...(by.get(one.context) ?? []), text]);
    }
    const often = [...by.values()].filter((texts) => texts.length >= manySignatures);
    const isTheirs = [...by.values()].every((texts) => new Set(texts).size === 1);
    if (often.length < 2 || !isTheirs || new Set(often.flat()).size < often.length) return false;
    signed.add(key);
    lost.withdraw(key);
    return true;
  }

  function holds({ context, channel, state, time }: State & { readonly context: string }): void {
    const held = new Map(locks.get(context));
    if (state === 'granted' && held.size < mostLocks) held.set(channel.name, time);
    else if (state === 'released') held.delete(channel.name);
    if (held.size > 0) locks.set(context, held);
    else locks.delete(context);
  }

  /** Both wrote under one lock, which the later one got after the other's write: it could read that. */
  function tookTurns(write: Write, other: Write): boolean {
    const theirs = under.get(other);
    if (!theirs) return false;
    return [...(under.get(write) ?? [])].some(([name, since]) => theirs.has(name) && since >= other.time);
  }

  function lostUpdate(write: Write, before: readonly Write[]): void {
    // It was there before the other's write, and wrote over nothing.
    if (changesNothing(write) && !world.exchangeOf(write)) return;
    for (let at = before.length - 1; at >= 0; at -= 1) {
      const other = before[at];
      if (!other || write.time - other.time > near) return;
      if (other.context === write.context) continue;
      if (other.time >= write.time || same(other.newValue, write.newValue)) continue;
      if ((saysWhen(write) && saysWhen(other)) || tookTurns(write, other)) return;
      // Only an event that came later proves that the page had not seen the other's write.
      const event = world
        .arrivalsOf(other)
        .find(({ context, time }) => time > write.time && context === write.context);
      if (!event) continue;
      const key = keyName(write.key);
      const heard = heardBefore(write);
      const claim = world.claim({
        code: 'R3',
        ...(heard && { variant: 'R3_echo' as const }),
        subject: `${heard ? 'echo ' : ''}${key} ${[write.context, other.context].sort().join(' ')}`,
        part: key,
        channel: write.channel,
        values: [key, tab(write.context), tab(other.context)],
        contexts: [write.context, other.context],
        evidence: [ref(other), ref(write), ref(event), ...(heard ? [ref(heard)] : [])],
        time: write.time,
        explains: { codes: heard ? ['S15', 'R3'] : ['S15'], parts: [key] },
        ...(write.time - other.time < skewMs ? { confidence: 'likely' as const } : {}),
      });
      lost.add(key, claim);
      return;
    }
  }

  /** What the write says again, in answer to it. */
  function heardBefore(write: Write): Record | undefined {
    const event = causeByName(world, write);
    return event?.type === 'storage-event' && event.key === write.key && same(event.newValue, write.newValue)
      ? event
      : undefined;
  }

  function twoLeaders(write: Write, before: readonly Write[]): void {
    if (write.newValue === null || !isElection(keyName(write.key))) return;
    const lately = [...before, write].filter((one) => one.newValue !== null && write.time - one.time < near);
    const own = lately.filter(({ context }) => context === write.context);
    const other = lately.filter(({ context }) => context !== write.context);
    const last = other[other.length - 1];
    if (own.length < turns || other.length < turns || !last) return;
    world.report({
      code: 'R4',
      subject: `key ${keyName(write.key)}`,
      channel: write.channel,
      values: [keyName(write.key), tab(last.context), tab(write.context)],
      contexts: [last.context, write.context],
      evidence: [ref(last), ref(write)],
      time: write.time,
      severity: 'warning',
    });
  }

  return (record) => {
    messageKeys.see(record);
    if (record.type === 'state' && record.channel.kind === 'web-lock') holds(record);
    if (record.type !== 'storage-write' || record.error || record.key === null) return;
    if (record.channel.kind !== 'local-storage') return;
    const key = keyName(record.key);
    const held = locks.get(record.context);
    if (held) under.set(record, held);
    const before = writes.of(key);
    const last = before.at(-1)?.context;
    const run = last === record.context ? (alone.get(key) ?? 0) + 1 : 1;
    alone.set(key, run);
    // Of all that are known, the latest ones alone are its own.
    if (before.length >= run) {
      if (!messageKeys.is(key) && !isElection(key) && !isSigned(key, record, before))
        lostUpdate(record, before);
      twoLeaders(record, before);
    }
    writes.add(key, record);
  };
}

/** null: it says no time that is about now. */
function withoutTime({ newValue, time }: Write): string | null {
  if (typeof newValue !== 'string' || newValue.length > 200) return null;
  const rest = newValue.replace(/\d{13}/g, (text) => (Math.abs(Number(text) - time) < aboutNow ? '#' : text));
  return rest === newValue ? null : rest;
}
