import type { Channel } from '../src/record/record';
import { keepHead, keepTail, keepText } from '../src/record/text';
import { cut, stringify } from './natives';

/**
 * Notes of what a page does most, put together as JSON text: an object that inherits nothing takes JSON twice
 * as long. Nothing but strings and numbers is given to JSON.stringify, so no toJSON is called.
 */
export type JsonText = string;

/** A member after others; nothing where the value is undefined. */
export function member(name: string, value: string | number | boolean | undefined): JsonText {
  if (value === undefined) return '';
  return `,"${name}":${typeof value === 'string' ? stringify(value) : value}`;
}

/** The same with a value that is JSON already. */
export function memberOf(name: string, json: JsonText | undefined): JsonText {
  return json === undefined ? '' : `,"${name}":${json}`;
}

/** A text (observations.ts, `textOf`). */
export function textJson(value: string | null): JsonText {
  if (value === null) return 'null';
  const { length } = value;
  if (length <= keepText) return stringify(value);
  const tail = stringify(cut(value, length - keepTail));
  return `{"head":${stringify(cut(value, 0, keepHead))},"tail":${tail},"length":${length}}`;
}

let latest: Channel | undefined;
let latestJson = '';
/** A page mostly stays with one channel for a while. */
export function channelJson(channel: Channel): JsonText {
  if (channel !== latest) {
    latestJson = stringify(channel);
    latest = channel;
  }
  return latestJson;
}
