import { batchLimit } from '../src/protocol/page';
import type { Link } from './link';
import type { Note } from './observations';
import { List, soon, stringify } from './natives';

/**
 * What the hooks noted and content/ has not got yet. Never holds more than `batchLimit` observations: it is flushed at that size, at
 * the end of the callback that is running (a microtask), and when content/ asks for it.
 */
const held = new List<Note>();
let link: Link | null = null;
let scheduled = false;

/** From here on notes are kept and sent. */
export function openOutbox(to: Link): void {
  link = to;
}

/** Sends what is held; later notes are dropped. */
export function closeOutbox(): void {
  flush();
  link = null;
}

export function note(observation: Note): void {
  if (!link) return;
  held[held.length] = observation;
  if (held.length >= batchLimit) flush();
  else if (!scheduled) {
    scheduled = true;
    soon(flush);
  }
}

export function flush(): void {
  scheduled = false;
  const count = held.length;
  if (!link || count === 0) return;
  try {
    const text = `${count}:${stringify(held)}`;
    held.length = 0;
    link.send(text);
  } catch {
    // The page's thread ran out of stack or memory under our feet: content/ sees that the numbers below do not fit.
    held.length = 0;
    link.send(`${count}:`);
  }
}
