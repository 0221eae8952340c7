import type { Channel, Record } from '../../../record/record';
import { changesNothing, same } from '../../../shown/columns';
import { LimitedMap, LimitedPairs } from '../../../limited';
import { claimAnew } from '../../asking/claims';
import { ref, tab, type Claim, type Detector, type Seen, type World } from '../../asking/detector';
import { isEcho, spokenText } from '../../asking/echo';
import { leavesOf } from '../../asking/json-leaves';
import { idIn, nameIn } from '../../asking/names';
import { createRecent } from '../../asking/recent';
import { saysWhen } from '../../asking/stale-values';
import { besideALoop, roundsOf } from '../../asking/rounds';

/** After so many answers of each of two tabs they answer each other. */
const manyRounds = 6;
/** An answer that waits for more than a microtask (a timer, a fetch) comes within so many milliseconds. */
const latest = 2_500;
/** One that comes within so many is no timer's tick: two tabs that tick so fast would meet by chance. */
const prompt = 150;
/** Of three tabs each hears two: of more that it has not answered only the latest are known. */
const mostUnanswered = 20;
/** Two tabs that run one code wait alike and speak alike: the one at most so many times as the other. */
const alike = 1.5;
/** What others sent on a socket last: what comes from the server may be one of that. */
const mostSent = 10;

type Heard = Record & { readonly type: 'storage-event' | 'receive' };

interface Turns {
  count: number;
  first: Record;
  last: Record;
  /** What the last one follows. */
  event: Heard;
  /** Milliseconds from what was heard to what was said, in all, and the longest. */
  waited: number;
  longest: number;
  /** It said its own again, not what it had heard. */
  insists: boolean;
}

/** Tabs that speak in turns, since one of them spoke without having heard. */
interface Rally {
  readonly by: Map<string, Turns>;
  claim: Claim | null;
}

/**
 * Tabs that answer each other for ever, where something else than a microtask lies between what one hears and
 * what it says: R1. Each says again what it heard, only after it heard that, and once each time.
 */
export function create(world: World): Detector {
  const rallies = new LimitedMap<string, Rally>();
  /** By document and name: what it heard and has not answered yet, oldest first. */
  const heard = new LimitedPairs<Heard[]>();
  const spoke = new LimitedPairs<Record>();
  /** Documents and names that speak unasked, as by a clock. */
  const unasked = new LimitedPairs<true>();
  /** By socket or worker, as text. */
  const sent = createRecent<{ readonly context: string; readonly text: string }>(mostSent);

  /** A server or a worker passed on what another tab had sent: else it says something of its own. */
  function isPassedOn(event: Heard, name: string): boolean {
    const text = spokenText(event);
    return text !== null && sent.of(name).some((one) => one.context !== event.context && one.text === text);
  }

  function hears(event: Heard, name: string): void {
    const { context } = event;
    if (unasked.get(context, name)) return;
    const waiting = heard.get(context, name) ?? [];
    heard.set(context, name, waiting);
    waiting.push(event);
    if (waiting.length > mostUnanswered) waiting.shift();
  }

  function said(record: Record, name: string): void {
    const { context } = record;
    const event = heard.get(context, name)?.shift();
    const before = spoke.get(context, name) ?? null;
    spoke.set(context, name, record);
    if (!event && before) unasked.set(context, name, true);
    const waited = event ? record.time - event.time : Infinity;
    const insists = event !== undefined && before !== null && isOwnAgain(record, event, before);
    if (
      !event ||
      waited > latest ||
      unasked.get(context, name) ||
      !(insists || (isEcho(record, event, before) && !isBare(record)))
    ) {
      rallies.delete(name);
      return;
    }
    turn(rallyOf(name), event, record, waited, insists);
  }

  function rallyOf(name: string): Rally {
    const rally = rallies.get(name) ?? { by: new Map<string, Turns>(), claim: null };
    rallies.set(name, rally);
    return rally;
  }

  function turn(rally: Rally, event: Heard, record: Record, waited: number, insists: boolean): void {
    const own = rally.by.get(record.context) ?? {
      count: 0,
      first: record,
      last: record,
      event,
      waited: 0,
      longest: 0,
      insists: false,
    };
    rally.by.set(record.context, own);
    own.count += 1;
    own.last = record;
    own.event = event;
    own.waited += waited;
    own.longest = Math.max(own.longest, waited);
    own.insists ||= insists;
    const seen = seenOf(rally, record, own);
    if (!seen) return;
    rally.claim = claimAnew(world, rally.claim, seen);
  }

  function seenOf({ by }: Rally, record: Record, own: Turns): Seen | null {
    const [context, other] = [...by].find(([id, of]) => id !== record.context && answersAlike(own, of)) ?? [];
    if (context === undefined || !other) return null;
    const { rounds, aSecond } = roundsOf(own, other, record.time);
    const name = nameIn(record);
    return {
      code: 'R1',
      ...(own.insists ? {} : { variant: 'R1_later' as const }),
      subject: `later ${name} ${[context, record.context].sort().join(' ')}`,
      channel: record.channel,
      values: [name, tab(context), tab(record.context), rounds, aSecond],
      contexts: [...by.keys()],
      evidence: [ref(other.last), ref(own.event), ref(record)],
      time: record.time,
      confidence: 'likely',
      explains: { codes: besideALoop, parts: [name, ''] },
    };
  }

  return (record) => {
    const { kind } = record.channel;
    if (kind !== 'local-storage' && kind !== 'broadcast-channel' && !isPassing(record.channel)) return;
    if (record.type === 'storage-event' || record.type === 'receive') {
      const name = idIn(record);
      if (record.isTrusted && (!isPassing(record.channel) || isPassedOn(record, name))) hears(record, name);
    } else if (record.type === 'send' || record.type === 'storage-write') {
      if (record.error || (record.type === 'storage-write' && changesNothing(record))) return;
      const name = idIn(record);
      const text = isPassing(record.channel) ? spokenText(record) : null;
      if (text !== null) sent.add(name, { context: record.context, text });
      // What a handler says at once is another matter (ping-pong.ts).
      if (record.cause === undefined) said(record, name);
      else heard.delete(record.context, name);
    }
  };
}

/** Through these tabs hear each other, and somebody else too. */
function isPassing({ kind }: Channel): boolean {
  return kind === 'websocket' || kind === 'shared-worker';
}

/** A count or a time, as people make in turns: nothing in it was heard from another tab. */
function isBare(record: Record): boolean {
  const text = spokenText(record);
  if (text === null) return false;
  if (!/\p{L}/u.test(text)) return true;
  const leaves = leavesOf(text);
  return (
    leaves !== null && [...leaves.values()].every((newValue) => saysWhen({ newValue, time: record.time }))
  );
}

/** It put back its own value of a key over another tab's. */
function isOwnAgain(said: Record, heard: Record, before: Record): boolean {
  return (
    said.type === 'storage-write' &&
    before.type === 'storage-write' &&
    heard.type === 'storage-event' &&
    said.newValue !== null &&
    same(said.newValue, before.newValue) &&
    !same(said.newValue, heard.newValue)
  );
}

function answersAlike(a: Turns, b: Turns): boolean {
  if (
    Math.min(a.count, b.count) < manyRounds ||
    Math.max(a.count, b.count) > 1 + alike * Math.min(a.count, b.count)
  )
    return false;
  if (Math.max(a.longest, b.longest) <= prompt) return true;
  // Two people may each want their own.
  if (a.insists || b.insists) return false;
  const [one, other] = [a.waited / a.count, b.waited / b.count];
  return Math.max(one, other) <= alike * Math.min(one, other);
}
