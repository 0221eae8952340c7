import { batchLimit, batchSize, heldAtMostMs, waitingSize } from '../src/protocol/page';
import type { Link } from './link';
import { bare, List, soon, stringify, time as timeNow } from './natives';
import type { Note } from './observations';

/**
 * What the hooks noted and content/ has not got yet, as JSON without the brackets. It is flushed at the end
 * of the callback that is running (a microtask), or, where content/ is busy, when it asks for it; and at
 * `batchLimit` observations or `batchSize` UTF-16 units.
 */
let held = '';
let count = 0;
/**
 * Whole batches that content/ did not take, in order: it hears nothing in more than 44 nested callbacks or
 * with a full stack (link.ts).
 */
const waiting = new List<string>();
let sent = 0;
let size = 0;
/** What found no place among them. */
let dropped = 0;
/** Something was not noted, for want of room on the stack. */
let missed = false;
let link: Link | null = null;
let scheduled = false;
/** When the first of what is kept for content/ was noted; null where nothing waits for it. */
let waitsSince: number | null = null;
let sending = false;
let unheard: () => void;

/** From here on notes are kept and sent; `alone` is called when there is nobody any more who hears them. */
export function openOutbox(to: Link, alone: () => void): void {
  link = to;
  unheard = alone;
}

/** Sends what is held; later notes are dropped. */
export function closeOutbox(): void {
  flush();
  link = null;
  waiting.length = 0;
}

/** Never throws. */
export function note(observation: Note): void {
  if (!link) return;
  let text: string;
  try {
    text = stringify(observation);
  } catch {
    missed = true;
    return;
  }
  noteJson(text, observation.time);
}

/** The same of an observation that is JSON already (note-text.ts). */
export function noteJson(text: string, time: number): void {
  if (!link) return;
  if (size >= waitingSize) {
    dropped += 1;
    return;
  }
  hold(text);
  try {
    if (!scheduled && !waits(time)) {
      soon(flushAlone);
      scheduled = true;
    }
    if (count >= batchLimit || held.length >= batchSize) flush();
  } catch {
    // The stack is full: what is held leaves with the next note or when content/ asks.
  }
}

/** Whether content/ will ask for what is held. */
function waits(now: number): boolean {
  if (count === 1) waitsSince = link?.mustWait() ? now : null;
  return waitsSince !== null && now - waitsSince < heldAtMostMs;
}

function hold(text: string): void {
  held = count === 0 ? text : `${held},${text}`;
  count += 1;
}

/** A hook was broken off by a full stack: a native may have done what nothing is noted of. */
export function noteMissed(): void {
  missed = true;
}

/** Sends all that is held, in order; what content/ does not take is kept. Returns whether anything is. */
export function flush(): boolean {
  if (!link || sending) return false;
  sending = true;
  try {
    if (!sendAll(link)) return true;
    noteLost();
    return !sendAll(link);
  } catch {
    // The stack is full.
    return true;
  } finally {
    sending = false;
  }
}

/** In a microtask of its own, so that no call of the page's is underway. */
function flushAlone(): void {
  scheduled = false;
  if (flush() && link?.isAlone()) unheard();
}

function sendAll(to: Link): boolean {
  if (count > 0) seal();
  for (; sent < waiting.length; sent += 1) if (!to.send(waiting[sent] ?? '')) return false;
  waiting.length = sent = size = 0;
  return true;
}

function seal(): void {
  const batch = `${count}:[${held}]`;
  waiting[waiting.length] = batch;
  size += batch.length;
  held = '';
  count = 0;
}

/** Where records are missing there is a gap, after those that are there. */
function noteLost(): void {
  if (dropped > 0) hold(gap(dropped, 'backpressure'));
  dropped = 0;
  if (missed) hold(gap(null, 'not-noted'));
  missed = false;
}

function gap(lost: number | null, reason: 'backpressure' | 'not-noted'): string {
  const channel = bare({ kind: 'document', name: '' });
  return stringify(bare({ type: 'gap', time: timeNow(), channel, count: lost, reason }));
}
