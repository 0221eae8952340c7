import type { Channel } from '../src/record';
import { stringify, Weak } from './natives';

/**
 * The JSON of the observations that a page makes most, put together field by field: an object that inherits nothing (natives.ts) costs twice as much as
 * its text. What is undefined is left out.
 */
export function beginText(type: string, at: number, channel: Channel): string {
  return `{"type":"${type}","time":${at},"channel":${channelText(channel)}`;
}

const texts = new Weak<Channel, string>();
function channelText(channel: Channel): string {
  const known = texts.get(channel);
  if (known !== undefined) return known;
  const text = stringify(channel);
  texts.set(channel, text);
  return text;
}

export function member(name: string, value: unknown): string {
  return value === undefined ? '' : `,"${name}":${stringify(value)}`;
}
