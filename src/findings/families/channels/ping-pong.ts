import type { Record } from '../../../record/record';
import { causeByName } from '../../asking/cause-by-name';
import { claimAnew } from '../../asking/claims';
import { answersPart, isEcho } from '../../asking/echo';
import { isSameData, shapeOf } from '../../asking/message-shape';
import { ref, tab, type Claim, type Detector, type Seen, type World } from '../../asking/detector';
import { nameIn } from '../../asking/names';
import { besideALoop, roundsOf } from '../../asking/rounds';
import type { Codes } from '../../code';
import { storageEvent } from '../../links';

export const codes = {
  R1: {
    severity: 'error',
    confidence: 'certain',
    values: ['keys or channels', 'first tab', 'second tab', 'rounds', 'rounds a second'],
    link: storageEvent,
    variants: ['R1_later', 'R1_reload', 'R1_worker'],
  },
} as const satisfies Codes;

/** After so many answers of each of two tabs it is no answer to a question any more. */
const manyRounds = 5;
const maxLoops = 5_000;
/** Of more messages of a tab in a loop nothing is remembered, and so many shapes. */
const looked = 20;
const maxShapes = 20;
/** Through a worker or a server messages go round so often a second; a heartbeat is slower. */
const fast = 5;

/** What handlers did in one tab of a loop. */
interface Turns {
  count: number;
  first: Record;
  last: Record;
  /** The event that the last one was made in. */
  event: Record;
  readonly ways: Set<string>;
  /** Of what it sent on a channel. */
  readonly shapes: Set<string>;
  /** It sent the same each time. */
  isSame: boolean;
  /** How often it answered with a part of what it had heard, as with the number of a question. */
  parts: number;
}

/**
 * Handlers that write or send what they, or another's, are called by; since somebody last did so by itself.
 */
interface Loop {
  readonly names: readonly string[];
  readonly by: Map<string, Turns>;
  claim: Claim | null;
}

/**
 * Tabs whose handlers answer each other for ever: R1. That an event of one tab is the write of another need
 * not be certain: in each tab it is certain that the handler of a key wrote that key, and an event comes from
 * elsewhere.
 */
export function create(world: World): Detector {
  const loops = new Map<string, Loop>();
  const byName = new Map<string, Set<string>>();

  function loopOf(event: Record, record: Record): Loop {
    const names = [...new Set([nameIn(event), nameIn(record)])].sort();
    const kinds = [...new Set([event.channel.kind, record.channel.kind])].sort();
    const id = `${kinds.join(' ')} ${JSON.stringify(names)}`;
    const known = loops.get(id);
    if (known) return known;
    if (loops.size >= maxLoops) end(loops.keys().next().value ?? '');
    const loop: Loop = { names, by: new Map(), claim: null };
    loops.set(id, loop);
    for (const name of names) byName.set(name, (byName.get(name) ?? new Set()).add(id));
    return loop;
  }

  /** What was said of it stays. */
  function end(id: string): void {
    for (const name of loops.get(id)?.names ?? []) {
      byName.get(name)?.delete(id);
      if (byName.get(name)?.size === 0) byName.delete(name);
    }
    loops.delete(id);
  }

  /** Somebody began anew: what follows answers that. */
  function began(record: Record): void {
    for (const id of byName.get(nameIn(record)) ?? []) end(id);
  }

  function turn(event: Record, record: Record): void {
    const loop = loopOf(event, record);
    const way = `${nameIn(event)} → ${nameIn(record)}`;
    const known = loop.by.get(record.context);
    const own = known ?? {
      count: 0,
      first: record,
      last: record,
      event,
      ways: new Set<string>(),
      shapes: new Set<string>(),
      isSame: true,
      parts: 0,
    };
    loop.by.set(record.context, own);
    noteSent(own, record);
    if (loop.names.length > 1 && own.count > 0 && own.count < looked && answersPart(record, event, own.event))
      own.parts += 1;
    own.count += 1;
    own.last = record;
    own.event = event;
    own.ways.add(way);
    const seen = seenOf(loop, record);
    if (!seen) return;
    loop.claim = claimAnew(world, loop.claim, seen);
  }

  function seenOf({ names, by }: Loop, record: Record): Seen | null {
    const own = by.get(record.context);
    const others = [...by].filter(
      ([context, { count }]) => context !== record.context && count >= manyRounds,
    );
    const [other] = others.sort(([, a], [, b]) => b.last.time - a.last.time);
    if (!own || !other || own.count < manyRounds) return null;
    const [context, turns] = other;
    // Of two keys one is written in answer to the other, and the other to it.
    if (names.length > 1 && [...own.ways].every((way) => turns.ways.has(way))) return null;
    if (isConversation(own, turns) || (names.length > 1 && (answers(own) || answers(turns)))) return null;
    const { rounds, seconds, aSecond } = roundsOf(own, turns, record.time);
    if (!isDirect(record) && rounds / seconds < fast) return null;
    const evidence = [ref(turns.last), ref(own.event), ref(record)];
    return {
      code: 'R1',
      subject: `${names.join(' ')} ${[context, record.context].sort().join(' ')}`,
      // What a loop makes besides is seen of keys.
      channel: own.event.channel.kind === 'local-storage' ? own.event.channel : record.channel,
      values: [names.join(', '), tab(context), tab(record.context), rounds, aSecond],
      contexts: [...by.keys()],
      evidence,
      time: record.time,
      explains: { codes: besideALoop, parts: [...names, ''] },
    };
  }

  return (record) => {
    if (record.type !== 'storage-write' && record.type !== 'send') return;
    const event = record.cause === undefined ? undefined : causeByName(world, record);
    if (event && event.channel.kind === record.channel.kind) {
      // What comes from a worker or a server is mostly its own: only who passes it on goes round with it.
      if (isDirect(record) || isEcho(record, event, null)) turn(event, record);
    } else if (event && isDirect(event) && isDirect(record)) turn(event, record);
    else if (record.cause === undefined) began(record);
  };
}

/** It goes from tab to tab. */
function isDirect({ channel: { kind } }: Record): boolean {
  return kind === 'local-storage' || kind === 'session-storage' || kind === 'broadcast-channel';
}

function noteSent(own: Turns, record: Record): void {
  if (record.type !== 'send' || own.count > looked) return;
  if (own.shapes.size < maxShapes) own.shapes.add(shapeOf(record.data, false).text);
  own.isSame &&= own.count === 0 || (own.last.type === 'send' && isSameData(own.last.data, record.data));
}

/** It names each time what it answers. */
function answers({ count, parts }: Turns): boolean {
  return parts > 0 && parts >= Math.min(count, looked) - 1;
}

/** One asks and one answers, each in its own shape and each time something else: that ends by itself. */
function isConversation(a: Turns, b: Turns): boolean {
  if (a.shapes.size === 0 || (a.isSame && b.isSame)) return false;
  return [...a.shapes].every((shape) => !b.shapes.has(shape));
}
