import { changesNothing, same } from '../../../shown/columns';
import { isOver, isSuspended, listenersAt } from '../../../presence/contexts';
import type { Record, Text } from '../../../record/record';
import { cookieWrite } from '../../../record/cookie-text';
import { LimitedMap } from '../../../limited';
import { ref, tab, type Detector, type Seen, type World } from '../../asking/detector';
import {
  differing,
  isTelling,
  leavesOf,
  sharedLeaves,
  tellingLeaves,
  type Leaves,
} from '../../asking/json-leaves';
import { isElection, keyName, shorten } from '../../asking/names';
import { createRecent } from '../../asking/recent';
import { createSampling } from '../../asking/sampling';
import {
  isClaim,
  isCountFromNothing,
  isEmpty,
  isLike,
  isOwn,
  isProlonged,
  isReplaced,
  isStaleCount,
  isWord,
  parentOf,
  without,
  type Write,
} from '../../asking/stale-values';
import type { Codes } from '../../code';
import { html, storageEvent } from '../../links';

export const codes = {
  R5: {
    severity: 'warning',
    confidence: 'likely',
    values: ['key', 'tab', 'other tab', 'seconds'],
    link: storageEvent,
    variants: ['R5_start', 'R5_return', 'R5_removed'],
  },
  R6: {
    severity: 'warning',
    confidence: 'likely',
    values: ['key', 'tab', 'other tab', 'seconds'],
    link: `${html}/webstorage.html#dom-storage-removeitem`,
    variants: ['R6_empty', 'R6_path'],
  },
  R7: {
    severity: 'warning',
    confidence: 'likely',
    values: ['key', 'tab', 'other tab', 'fields'],
    link: 'https://developer.mozilla.org/docs/Web/API/Web_Locks_API',
    variants: ['R7_version'],
  },
} as const satisfies Codes;

/** Two writes of one key are of one matter within so many milliseconds. */
const near = 60_000;
/**
 * So soon after another tab's change, in milliseconds, a removal, or a write by a tab that had heard of it,
 * is probably no decision of its own.
 */
const soon = 10_000;
/** What a page writes so soon after it heard of a removal, in milliseconds, it writes because of that. */
const promptly = 2_000;
/** No user turns to another tab and decides within so many milliseconds. */
const atOnce = 1_000;
/** Writes of one key that are looked at in a second. */
const looksASecond = 20;
/** Names of lost fields that are shown. */
const mostNames = 3;
/** A key that one tab wrote so often, and no other did, is that tab's own. */
const manyTimes = 3;
/** An entry that has so much of another one is that one, changed. */
const changedEntry = 0.75;
/** More entries nobody changes at once. */
const mostChanged = 5;
/** A key that is removed again and again is a lock or a message. */
const mostRemovals = 1;

/** What a document wrote over, and what it knew of that. */
interface Stale {
  readonly write: Write;
  /** The other tab's latest write: what the key held. */
  readonly theirs: Write;
  /** What the key held when the document last knew. */
  readonly base: Text | null;
  /** The key was not there when the document last knew. */
  readonly isNew: boolean;
  /** All writes of the key before, oldest first. */
  readonly before: readonly Write[];
  /** The document has a listener that got the event. */
  readonly heard: Record | null;
}

/** Without an event: nobody can say. */
interface News {
  readonly event: Record | null;
}

/**
 * Old state over newer state: R5, R6, R7. Reads leave no record, so what was written has to show that it is
 * old.
 */
export function create(world: World): Detector {
  const writes = createRecent<Write>(20);
  /** Those that changed nothing: they show what their document knew. */
  const repeats = createRecent<Write>(20);
  const clears: Write[] = [];
  /** What each cookie held last, as far as pages told. */
  const cookies = new LimitedMap<string, Text | null>();
  const sampling = createSampling(looksASecond);

  /** What a document knows of another's write by then; null: it has no listener that got the event. */
  function newsOf(context: string, other: Write, until: number): News | null {
    // Of cookies pages hear by cookieStore alone, which few use.
    if (other.channel.kind === 'cookie') return null;
    const of = world.contexts.get(context);
    if (!of) return { event: null };
    const event = world.arrivalsOf(other).find((one) => one.context === context && one.time <= until);
    if (event) return listenersAt(of, event.time) === 0 ? null : { event };
    return listenersAt(of, until) === 0 || isSuspended(of, other.time) ? null : { event: null };
  }

  function staleOf(write: Write): Stale | null {
    const ofKey = writes.of(nameOf(write));
    if (ofKey.length === 0) return null;
    const before = write.channel.kind === 'cookie' ? ofKey : withClears(ofKey, clears);
    const theirs = before[before.length - 1];
    if (!theirs || theirs.context === write.context || write.time - theirs.time > near) return null;
    // Else what the other wrote was still on its way: R3 tells of that.
    if (!same(valueAfter(theirs), write.oldValue)) return null;
    const created = world.contexts.get(write.context)?.created ?? Infinity;
    if (created >= theirs.time) return null;
    if (!sampling.allows(nameOf(write), write.time)) return null;
    const news = newsOf(write.context, theirs, write.time);
    // Nobody can say whether it knew.
    if (news?.event === null) return null;
    const heard = news?.event ?? null;
    let first = theirs;
    for (let at = before.length - 1; at >= 0; at -= 1) {
      const one = before[at];
      if (!one || one.context === write.context || one.time <= created) break;
      if (!heard && newsOf(write.context, one, write.time)) break;
      first = one;
    }
    const own = [...before].reverse().find(({ context }) => context === write.context);
    const known = heard ? (own ? own.newValue : theirs.oldValue) : first.oldValue;
    const base = theirs.method === 'clear' || first.method === 'clear' ? null : known;
    const isNew = base === null && first.method === 'setItem' && first.oldValue === null;
    return { write, theirs, base, isNew, before, heard };
  }

  function about({ write, theirs, heard }: Stale): Pick<Seen, 'channel' | 'contexts' | 'evidence' | 'time'> {
    return {
      channel: write.channel,
      contexts: [write.context, theirs.context],
      evidence: heard ? [ref(write), ref(theirs), ref(heard)] : [ref(write), ref(theirs)],
      time: write.time,
    };
  }

  function report(code: 'R5' | 'R6', stale: Stale, more: Pick<Seen, 'severity' | 'variant'> = {}): void {
    const { write, theirs } = stale;
    const key = keyName(write.key);
    const seconds = Math.round((write.time - theirs.time) / 100) / 10;
    world.report({
      ...about(stale),
      code,
      subject: `${more.variant ?? ''} ${write.context} ${theirs.context}`,
      part: key,
      values: [key, tab(write.context), tab(theirs.context), seconds],
      ...more,
    });
  }

  /** R6 */
  function broughtBack(stale: Stale): void {
    const { write, theirs, before, heard } = stale;
    if (before.filter((one) => valueAfter(one) === null).length > mostRemovals) return;
    const removed = removedBy(theirs, before);
    if (removed === null) return;
    if (heard && write.time - theirs.time <= promptly && isEmpty(write.newValue) && !isEmpty(removed)) {
      report('R6', stale, { variant: 'R6_empty', severity: 'info' });
      return;
    }
    if (!isLike(write.newValue, removed, heard !== null)) return;
    if (!hadIt(write.context, theirs, before)) return;
    if (!heard) report('R6', stale);
    else if (world.madeBy(heard).length === 0) report('R6', stale, { severity: 'info' });
  }

  /**
   * It had written the key itself, or began when the key was there, or the key was there before the other tab
   * made it.
   */
  function hadIt(context: string, other: Write, before: readonly Write[]): boolean {
    const made = [...before].reverse().find((one) => one !== other && one.oldValue === null);
    if (!made || made.context !== other.context) return true;
    if (made.time < (world.contexts.get(context)?.created ?? -Infinity)) return true;
    return [...before, ...repeats.of(nameOf(other))].some(
      (one) => one.context === context && one.newValue !== null,
    );
  }

  /** R5 */
  function overNewer(stale: Stale): void {
    const { write, theirs, base, isNew, before } = stale;
    if (base === null) {
      if (isNew && isCountFromNothing(write, before)) report('R5', stale);
      return;
    }
    if (write.newValue === null) {
      if (write.time - theirs.time > soon || !isReplaced(base, theirs.newValue)) return;
      if (!wasOfGone(stale)) report('R5', stale);
    } else if (!same(write.newValue, base)) {
      if (isStaleCount(write, base, before)) report('R5', stale);
    } else if (!isOwn(write, before)) report('R5', stale);
    else if (isWord(write.newValue)) report('R5', stale, { severity: 'info' });
  }

  /**
   * R5: a value that another tab has just renewed goes, for a reason that began before. A key that comes and
   * goes holds messages, and what the document never had it takes as one.
   */
  function removedRenewed(stale: Stale): void {
    const { write, theirs, before } = stale;
    if (theirs.oldValue === null || world.causeOf(write)) return;
    if (isElection(keyName(write.key)) || before.some((one) => valueAfter(one) === null)) return;
    // A state that was changed, as a cart, may be removed at its end.
    const isNew = isReplaced(theirs.oldValue, theirs.newValue);
    if (!isNew && !isProlonged(theirs.oldValue, theirs.newValue)) return;
    if (write.time - theirs.time > (isNew ? promptly : atOnce)) return;
    const of = world.contexts.get(theirs.context);
    if (!of || isOver(of, write.time) || !hadIt(write.context, theirs, before)) return;
    report('R5', stale, { variant: 'R5_removed' });
  }

  /** A key that one tab alone wrote, again and again, is cleared away after it. */
  function wasOfGone({ write, theirs, before }: Stale): boolean {
    const of = world.contexts.get(theirs.context);
    if (!of || !isOver(of, write.time)) return false;
    return before.length >= manyTimes && before.every(({ context }) => context === theirs.context);
  }

  /** R7 */
  function lostFields(stale: Stale, mine: Leaves): boolean {
    const { write, theirs, base, isNew, heard } = stale;
    const theirLeaves = leavesOf(theirs.newValue);
    if (!theirLeaves) return false;
    if (isOtherVersion(stale, theirLeaves, mine)) {
      reportLost(stale, without(theirLeaves, mine), { variant: 'R7_version' });
      return true;
    }
    if (base === null) return isNew && dropsEntries(stale, theirLeaves, mine);
    const known = leavesOf(base);
    if (!known) return false;
    if (heard && write.time - theirs.time > soon) return false;
    const changed = differing(known, theirLeaves);
    const lost = changed.filter(
      (path) =>
        mine.get(path) === known.get(path) &&
        !(heard && changed.length <= mostChanged && isChangedEntry(path, theirLeaves, mine)),
    );
    const isReplaced = [...known.keys()].every((path) => theirLeaves.get(path) !== known.get(path));
    if (lost.length === 0 || (isReplaced && known.size > 0) || differing(known, mine).length === 0)
      return false;
    // Of what it had heard of, a part may be undone on purpose: but not all of it, and something else beside.
    if (heard && lost.length < changed.length) return false;
    // What others have changed meanwhile it has read: it may have taken the rest out itself.
    if (changed.some((path) => isThere(theirLeaves, path) && mine.get(path) === theirLeaves.get(path)))
      return false;
    if (isClaim(lost, known, theirLeaves, mine)) return false;
    reportLost(stale, lost);
    return true;
  }

  /** Each of the two made the key's first value of what it had alone: entries of one list or of one map. */
  function dropsEntries(stale: Stale, theirs: Leaves, mine: Leaves): boolean {
    if ([...mine].some(([path, text]) => theirs.has(path) && theirs.get(path) !== text)) return false;
    const [lost, own] = [without(theirs, mine), without(mine, theirs)];
    const parents = new Set(own.map(parentOf));
    if (lost.length === 0 || !lost.every((path) => parents.has(parentOf(path)))) return false;
    // Names at the top are those of a message or a state, not of entries.
    if (parents.size !== 1 || parents.has('')) return false;
    // After it had heard, it may have put the one in the other's place.
    reportLost(stale, lost, stale.heard ? { severity: 'info' } : {});
    return true;
  }

  function reportLost(
    stale: Stale,
    lost: readonly string[],
    more: Pick<Seen, 'severity' | 'variant'> = {},
  ): void {
    const { write, theirs } = stale;
    const key = keyName(write.key);
    const names = lost.slice(0, mostNames).join(', ') + (lost.length > mostNames ? ' …' : '');
    world.report({
      ...about(stale),
      code: 'R7',
      subject: `${more.variant ?? ''} ${key} ${write.context} ${theirs.context}`,
      part: key,
      values: [key, tab(write.context), tab(theirs.context), shorten(names)],
      ...more,
    });
  }

  function wrote(write: Write): void {
    const stale = staleOf(write);
    if (!stale) return;
    if (write.oldValue === null) {
      // Of cookies cookie-writes.ts tells.
      if (write.channel.kind !== 'cookie') broughtBack(stale);
      return;
    }
    const mine = leavesOf(write.newValue);
    if (mine && lostFields(stale, mine)) return;
    if (!stale.heard) overNewer(stale);
    else if (write.newValue === null) removedRenewed(stale);
  }

  /** A cookie as a key of that name: JSON in it is encoded for a URL. */
  function cookieAsKey(record: Record): Write | null {
    const write = cookieWrite(record);
    if (!write) return null;
    const { name: key, value, removes } = write;
    const { time, channel, context, seq } = record;
    const [oldValue, newValue] = [cookies.get(key) ?? null, removes ? null : decoded(value)];
    cookies.set(key, newValue);
    const method = removes ? 'removeItem' : 'setItem';
    return { type: 'storage-write', time, channel, context, seq, method, key, oldValue, newValue };
  }

  function wroteKey(write: Write): void {
    const name = nameOf(write);
    if (changesNothing(write)) repeats.add(name, write);
    else {
      wrote(write);
      writes.add(name, write);
    }
  }

  return (record) => {
    const { kind } = record.channel;
    if (kind === 'cookie') {
      const write = cookieAsKey(record);
      if (write) wroteKey(write);
    } else if (kind === 'local-storage' && record.type === 'storage-write' && !record.error) {
      if (record.key !== null) wroteKey(record);
      else if (!changesNothing(record)) {
        clears.push(record);
        if (clears.length > 10) clears.shift();
      }
    }
  };
}

/** A cookie and a key of one name are two things. */
function nameOf({ channel, key }: Write): string {
  return channel.kind === 'cookie' ? `cookie ${keyName(key)}` : keyName(key);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** In the order of time. */
function withClears(writes: readonly Write[], clears: readonly Write[]): readonly Write[] {
  const since = writes[0]?.time ?? Infinity;
  const later = clears.filter(({ time }) => time >= since);
  return later.length === 0 ? writes : [...writes, ...later].sort((a, b) => a.time - b.time);
}

/**
 * A small number says one thing in each value of this document, and another in the other's, and each has
 * parts that the other lacks: two versions of the code.
 */
function isOtherVersion({ write, before }: Stale, theirs: Leaves, mine: Leaves): boolean {
  const own = before.filter(({ context }) => context === write.context).map((one) => leavesOf(one.newValue));
  if (own.length === 0 || without(theirs, mine).length === 0) return false;
  if (without(mine, theirs).every((path) => path.includes('['))) return false;
  return [...mine].some(([path, text]) => {
    const other = theirs.get(path);
    if (other === undefined || other === text || !isSmall(text) || !isSmall(other)) return false;
    return own.every((leaves) => leaves?.get(path) === text);
  });
}

/** An entry of a list that the document has changed itself: another one is there that has most of it. */
function isChangedEntry(path: string, theirs: Leaves, mine: Leaves): boolean {
  const entry = leavesOf(theirs.get(path) ?? null);
  const added = without(mine, theirs);
  if (!entry || !path.includes('[') || added.length > mostChanged) return false;
  return added.some((other) => {
    const own = parentOf(other) === parentOf(path) ? leavesOf(mine.get(other) ?? null) : null;
    return own !== null && sharedLeaves(own, entry) >= Math.max(1, changedEntry * tellingLeaves(entry));
  });
}

/** It holds something there that no document writes by chance. */
function isThere(leaves: Leaves, path: string): boolean {
  const text = leaves.get(path);
  return text !== undefined && isTelling(text);
}

function isSmall(text: string): boolean {
  return /^\d{1,3}$/.test(text);
}

function valueAfter({ method, newValue }: Write): Text | null {
  return method === 'setItem' ? newValue : null;
}

/** What the key held before it was removed. */
function removedBy(removal: Write, before: readonly Write[]): Text | null {
  if (removal.method !== 'clear') return removal.oldValue;
  return before[before.indexOf(removal) - 1]?.newValue ?? null;
}
