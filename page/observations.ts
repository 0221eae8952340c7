import type { Preview } from '../src/record/preview';
import type { Channel, ChannelKind, CutText, ErrorInfo, Observation, Text } from '../src/record/record';
import { keepHead, keepName, keepTail, keepText } from '../src/record/text';
import { bare, brand, cut, dataProperty, errorClass, isError, read } from './natives';
import { withoutUserInfo } from './user-info';

/**
 * Observations as the hooks build them: bare objects (natives.ts). Fields may be undefined or missing; what
 * is undefined is not sent. Those with `data` are put together as text (note-text.ts).
 */
type Loose<T> = T extends Observation
  ? { readonly [K in Exclude<keyof T, 'data'>]?: T[K] | undefined } & Pick<T, 'type' | 'time' | 'channel'>
  : never;
export type Note = Loose<Observation>;

/** The text itself, or its ends where it is too long to carry. */
export function textOf(value: string): Text {
  const { length } = value;
  if (length <= keepText) return value;
  const ends: CutText = { head: cut(value, 0, keepHead), tail: cut(value, length - keepTail), length };
  return bare(ends);
}

/** The same as a part of a preview. */
export function shownText(value: string): Preview {
  const text = textOf(value);
  if (typeof text === 'string') return text;
  const { head, tail, length } = text;
  return bare({ t: 'text', head, tail, n: length });
}

/**
 * A name that is too long to carry with every record is told by its begin, its length and its end, the same
 * in every context.
 */
export function channel(kind: ChannelKind, name: string): Channel {
  const { length } = name;
  if (length <= keepName) return bare({ kind, name });
  return bare({ kind, name: `${cut(name, 0, keepName / 2)}…${length}…${cut(name, length - keepTail)}` });
}

/** What a native call threw, without running the page's code: a DOMException or an Error by its own data. */
export function thrown(error: unknown, path?: string): ErrorInfo {
  const name = read(brand.exceptionName, error);
  if (typeof name === 'string') {
    const message = read(brand.exceptionMessage, error);
    return bare({
      name: cut(name, 0, 200),
      message: messageText(message),
      path,
    }) as ErrorInfo;
  }
  if (typeof error !== 'object' || error === null || !isError(error))
    return bare({ name: typeof error, message: '' });
  const message = dataProperty(error, 'message');
  return bare({
    name: errorClass(error) ?? 'Error',
    message: messageText(message),
  });
}

function messageText(message: unknown): string {
  return typeof message === 'string' ? withoutUserInfo(cut(message, 0, 2_000)) : '';
}

/** A primitive as Web IDL makes a string of it; a symbol makes that throw. */
export function textFrom(value: unknown): string {
  return typeof value === 'symbol' ? 'Symbol()' : `${value as string}`;
}

let objects = 0;
/** A number for a channel's object, unique in this context. */
export function nextObject(): number {
  objects += 1;
  return objects;
}
