import { batchLimit, batchSize } from '../src/protocol/page';
import type { Link } from './link';
import { cut, soon, stringify } from './natives';
import type { Note } from './observations';

/**
 * What the hooks noted and content/ has not got yet, as JSON without the brackets. Bounded: it is flushed at `batchLimit` observations or
 * `batchSize` UTF-16 units, at the end of the callback that is running (a microtask), and when content/ asks for it.
 */
let held = '';
let count = 0;
let link: Link | null = null;
let scheduled = false;
let unheard: () => void;

/** From here on notes are kept and sent; `alone` is called when there is nobody any more who hears them. */
export function openOutbox(to: Link, alone: () => void): void {
  link = to;
  unheard = alone;
}

/** Sends what is held; later notes are dropped. */
export function closeOutbox(): void {
  const last = link;
  link = null;
  if (last && count > 0) last.send(take());
}

/** `data`, where there is one, is JSON already (preview.ts). */
export function note(observation: Note, data?: string): void {
  if (!link) return;
  const text = stringify(observation);
  const whole = data === undefined ? text : `${cut(text, 0, -1)},"data":${data}}`;
  held = count === 0 ? whole : `${held},${whole}`;
  count += 1;
  if (count >= batchLimit || held.length >= batchSize) flush();
  else if (!scheduled) {
    scheduled = true;
    soon(flush);
  }
}

export function flush(): void {
  scheduled = false;
  if (!link || count === 0) return;
  if (!link.send(take())) unheard();
}

function take(): string {
  const batch = `${count}:[${held}]`;
  held = '';
  count = 0;
  return batch;
}
