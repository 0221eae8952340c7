import { changesNothing, same, wholeText } from '../../../shown/columns';
import { isSuspended, listenersAt, type KnownContext } from '../../../presence/contexts';
import type { StorageWrite, Text } from '../../../record/record';
import { ref, tab, type Detector, type Seen, type World } from '../../asking/detector';
import { leavesOf } from '../../asking/json-leaves';
import { isElection, keyName } from '../../asking/names';
import { saysWhen } from '../../asking/stale-values';
import { LimitedMap } from '../../../limited';
import type { Codes } from '../../code';
import { locks } from '../../links';

export const codes = {
  R8: {
    severity: 'warning',
    confidence: 'likely',
    values: ['key or channel', 'first tab', 'second tab', 'seconds'],
    link: `${locks}/#api-lock-manager-request`,
    variants: ['R8_held', 'R8_left', 'R8_silent'],
  },
} as const satisfies Codes;

type Write = StorageWrite & { readonly context: string; readonly seq: number };

/** From the write of a key that was free to its removal by the same document. */
interface Hold {
  readonly context: string;
  readonly taken: Write;
  latest: Write;
  /** How often its document has written the key anew meanwhile. */
  renewed: number;
  /** Its document is gone, or in the back/forward cache, and what that means is looked at later. */
  isLeft: boolean;
  /** Each write has an id of the document, or whatever else stays the same. */
  isSteady: boolean;
}

interface Ended extends Hold {
  readonly released: Write;
}

/** What another document let go that did not have it, by removing the key. */
interface Broken {
  readonly hold: Hold;
  readonly by: Write;
}

/** A key that may be a lock. */
interface Key {
  readonly open: Map<string, Hold>;
  /** The latest few. */
  ended: Ended[];
  readonly broken: Map<string, Broken>;
  /** Documents that held it and let it go. */
  readonly holders: Set<string>;
  /** How often a document took it right after another one had let it go: that one had waited. */
  handovers: number;
  /**
   * How often a document wrote over what another one had just put there: by chance to a lock, again and again
   * to messages.
   */
  overwrites: number;
  /**
   * What each document took it with last, and how often that was the same again, or the time alone: messages
   * differ.
   */
  readonly takenWith: Map<string, Text | null>;
  sameAgain: number;
  longest: number;
}

const maxKeys = 2_000;
const maxHolders = 20;
const keepEnded = 4;
/** What is removed so soon, in milliseconds, was a message. */
const shortest = 20;
/** What is written over within so many milliseconds was no lock that had run out. */
const justWritten = 1_000;
/** Before two are said to have had a key at once, so many milliseconds may show that it holds messages. */
const tells = 2_000;
const manyOverwrites = 2;
/** Whoever polls a key takes it so soon after it is free. */
const handoverWithin = 1_000;
/** Two have the key at once for so many milliseconds: nobody looked again before it went on. */
const overlapAtLeast = 50;
/** Longer than this nobody holds a lock on purpose, in milliseconds. */
const longHold = 30_000;
const heldLong = 10_000;
/** Others take over from a holder that is gone within so many milliseconds. */
const takeOverWithin = 5_000;
/** Who asks the holder whether it is still there has noticed within so many milliseconds. */
const askedWithin = 8_000;
/** Who has renewed it so often goes on doing that. */
const manyRenewals = 3;

/** Locks and leaders kept in localStorage, told by what tabs do with a key, whatever its name: R8. */
export function create(world: World): Detector {
  const keys = new LimitedMap<string, Key>(maxKeys);

  function keyOf(name: string): Key {
    const known = keys.get(name) ?? {
      open: new Map<string, Hold>(),
      ended: [],
      broken: new Map<string, Broken>(),
      holders: new Set<string>(),
      handovers: 0,
      overwrites: 0,
      takenWith: new Map<string, Text | null>(),
      sameAgain: 0,
      longest: 0,
    };
    keys.set(name, known);
    return known;
  }

  function isLock({ holders, handovers }: Key): boolean {
    return holders.size >= 2 || handovers > 0;
  }

  function report(
    variant: 'R8_left' | 'R8_held' | undefined,
    hold: Hold,
    other: string,
    evidence: readonly Write[],
    time: number,
    more: Pick<Seen, 'severity'> = {},
  ): void {
    const name = keyName(hold.taken.key);
    world.report({
      code: 'R8',
      ...(variant && { variant }),
      subject: `${variant ?? 'two'} ${name}`,
      channel: hold.taken.channel,
      values: [name, tab(hold.context), tab(other), Math.round((time - hold.taken.time) / 1000)],
      contexts: [hold.context, other],
      evidence: evidence.map(ref),
      time,
      explains: { codes: ['R3', 'R5', 'R6', 'R7'], parts: [name] },
      ...more,
    });
  }

  function taken(name: string, key: Key, write: Write): void {
    const own = key.open.get(write.context);
    const last = key.ended[key.ended.length - 1];
    if (own && write.oldValue !== null) {
      own.renewed += 1;
      own.isSteady &&= isSteady(own.latest.newValue, write.newValue);
      own.latest = write;
      renewedInTurn(key, own, write);
      return;
    }
    if (write.oldValue !== null && key.open.size === 0) return;
    for (const { latest } of key.open.values())
      if (same(latest.newValue, write.oldValue) && write.time - latest.time < justWritten)
        key.overwrites += 1;
    // Whoever had not let go of it writes back what another one removed.
    if (
      !own &&
      write.oldValue === null &&
      last &&
      last.context !== write.context &&
      write.time - last.released.time < handoverWithin
    )
      key.handovers += 1;
    if (key.takenWith.size >= maxHolders) key.takenWith.clear();
    if (saysWhen(write) || same(key.takenWith.get(write.context) ?? null, write.newValue)) key.sameAgain += 1;
    key.takenWith.set(write.context, write.newValue);
    if (key.open.size >= maxHolders) key.open.clear();
    const hold = {
      context: write.context,
      taken: write,
      latest: write,
      renewed: 0,
      isLeft: false,
      isSteady: true,
    };
    key.open.set(write.context, hold);
    if (isLock(key) && key.longest < heldLong / 5)
      world.when(write.time + heldLong, () => {
        heldOn(name, hold);
      });
  }

  /**
   * Both write it again and again, each with an id of its own, and neither steps back. Of keys that name a
   * leader R4 tells.
   */
  function renewedInTurn(key: Key, own: Hold, write: Write): void {
    if (isElection(keyName(write.key)) || !isRenewed(own) || !saysWho(write.newValue)) return;
    for (const other of key.open.values())
      if (
        other !== own &&
        isRenewed(other) &&
        write.time - other.latest.time < heldLong &&
        write.time - Math.max(own.taken.time, other.taken.time) < longHold &&
        !isSteady(other.latest.newValue, write.newValue)
      )
        report(undefined, other, own.context, [other.latest, write], write.time);
  }

  function released(key: Key, write: Write): void {
    const own = key.open.get(write.context);
    if (!own) {
      if (write.oldValue !== null) letGo(key, write);
      return;
    }
    key.open.delete(write.context);
    key.broken.delete(write.context);
    const length = write.time - own.taken.time;
    if (length < shortest) return;
    const ended = { ...own, released: write };
    // What it heard of it did not decide.
    if (!world.causeOf(write)) {
      const other = key.ended.find((one) => overlap(one, ended));
      if (other && write.time - Math.min(other.taken.time, own.taken.time) < longHold)
        world.when(write.time + tells, () => {
          if (key.overwrites >= manyOverwrites && key.sameAgain < key.overwrites) return;
          report(undefined, other, own.context, [other.taken, own.taken, other.released, write], write.time);
        });
      key.ended = [...key.ended.slice(1 - keepEnded), ended];
    }
    if (key.holders.size < maxHolders) key.holders.add(write.context);
    key.longest = Math.max(key.longest, length);
  }

  /**
   * Whoever removes what another one holds lets that go: a stale lock is broken, say. If its holder then
   * removes the key too, though yet another one has it, two had it at once.
   */
  function letGo(key: Key, write: Write): void {
    const isDecided = !world.causeOf(write);
    const was = key.broken.get(write.context);
    key.broken.delete(write.context);
    for (const other of key.open.values()) {
      const { taken: from } = other;
      if (!was || !isDecided || from.time < was.by.time || write.time - from.time < overlapAtLeast) continue;
      if (write.time - was.hold.taken.time > longHold) continue;
      report(undefined, was.hold, other.context, [was.hold.taken, was.by, from, write], write.time);
    }
    for (const hold of key.open.values())
      if (
        isDecided &&
        write.time - hold.taken.time >= shortest &&
        key.broken.size < maxHolders &&
        !hears(hold.context, write)
      )
        key.broken.set(hold.context, { hold, by: write });
    key.open.clear();
  }

  /** A page that hears of the removal does not go on as the holder: of a session that ended, say. */
  function hears(context: string, removal: Write): boolean {
    const of = world.contexts.get(context);
    return (
      of !== undefined &&
      world
        .arrivalsOf(removal)
        .some((event) => event.context === context && listenersAt(of, event.time) !== 0)
    );
  }

  /** It is a lock that others held for moments only. */
  function heldOn(name: string, hold: Hold): void {
    const key = keys.get(name);
    const now = hold.taken.time + heldLong;
    if (key?.open.get(hold.context) !== hold || world.reached() < now) return;
    if (world.contexts.get(hold.context)?.gone != null) return;
    const other = [...key.holders].find((id) => id !== hold.context && isThere(world.contexts.get(id), now));
    if (other !== undefined) report('R8_held', hold, other, [hold.taken], now);
  }

  /** Each tab says under a key of its own that it is there: nobody takes over from another one. */
  function othersRenew(context: string): boolean {
    for (const { open } of keys.values())
      for (const hold of open.values()) if (hold.context !== context && isRenewed(hold)) return true;
    return false;
  }

  /** Its document is gone, or in the back/forward cache, without having removed it. */
  function left(context: string, at: number): void {
    for (const [name, key] of keys) {
      const hold = key.open.get(context);
      if (!hold || hold.isLeft || key.open.size > 1) continue;
      const isKept = isRenewed(hold) && at - hold.latest.time < takeOverWithin && !othersRenew(context);
      const isStuck = isElection(name) && isForGood(hold);
      if (!isKept && !isLock(key) && !isStuck) continue;
      const wait = Math.max(
        isStuck ? askedWithin : takeOverWithin,
        isKept ? (5 * (at - hold.taken.time)) / hold.renewed : 0,
      );
      hold.isLeft = true;
      world.when(at + wait, () => {
        const now = at + wait;
        hold.isLeft = false;
        const holder = world.contexts.get(context);
        if (holder && isThere(holder, now) && !isSuspended(holder, now)) return;
        const { open } = keys.get(name) ?? key;
        if (open.get(context) !== hold || open.size > 1 || world.reached() < now) return;
        const waiting = world.contexts.between(at, now).filter((of) => of.created <= at && isThere(of, now));
        const other = waiting.find(({ id }) => key.holders.has(id)) ?? waiting[0];
        if (other)
          report(
            'R8_left',
            hold,
            other.id,
            [hold.latest],
            now,
            isStuck || isLock(key) ? {} : { severity: 'info' },
          );
      });
    }
  }

  return (record) => {
    if (record.type === 'lifecycle' && isEnd(record.state)) left(record.context, record.time);
    else if (record.type === 'storage-write' && !record.error && record.channel.kind === 'local-storage') {
      if (record.key === null) keys.clear();
      else if (record.newValue === null) {
        const known = keys.get(keyName(record.key));
        if (known) released(known, record);
      } else if (!changesNothing(record)) {
        const name = keyName(record.key);
        taken(name, keyOf(name), record);
      }
    }
  };
}

/** The browser says nothing more of a document that it drops from the back/forward cache. */
function isEnd(state: string): boolean {
  return state === 'gone' || state === 'bfcached';
}

function isRenewed({ renewed, isSteady: steady }: Hold): boolean {
  return steady && renewed >= manyRenewals;
}

/** It was written once, and nothing in it says when: nobody can take it for too old. */
function isForGood({ renewed, latest: { newValue } }: Hold): boolean {
  return renewed === 0 && newValue !== null && !/\d{10}|\d{4}-\d\d-\d\d/.test(wholeText(newValue));
}

/** Both had the key, for longer than it takes to look again. */
function overlap(a: Ended, b: Ended): boolean {
  if (a.context === b.context) return false;
  const from = Math.max(a.taken.time, b.taken.time);
  return Math.min(a.released.time, b.released.time) - from >= overlapAtLeast;
}

function isThere(of: KnownContext | undefined, time: number): boolean {
  return of !== undefined && of.created <= time && (of.gone === null || of.gone > time);
}

/** Two values of one holder: the same, or JSON with a text that stays the same. */
function isSteady(a: Text | null, b: Text | null): boolean {
  if (same(a, b)) return true;
  const [one, other] = [leavesOf(a), leavesOf(b)];
  if (!one || !other) return false;
  for (const [path, text] of one) if (text.startsWith('"') && other.get(path) === text) return true;
  return false;
}

/**
 * An id or a time has digits; a word that tabs turn to and fro, or a single digit, says nothing of its
 * writer.
 */
function saysWho(value: Text | null): boolean {
  return value !== null && /\d/.test(wholeText(value)) && wholeText(value).length > 2;
}
