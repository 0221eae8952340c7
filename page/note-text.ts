import type { Channel, Observation } from '../src/record/record';
import { stringify } from './natives';

/**
 * Notes of what a page does most, put together as JSON text: an object that inherits nothing takes JSON twice
 * as long.
 */

/** A record's begin, up to its channel. */
export function beginning(type: Observation['type'], time: number, channel: Channel): string {
  return `{"type":"${type}","time":${time},"channel":${channelJson(channel)}`;
}

/** A member after others; nothing where the value is undefined. An object is a bare one (natives.ts). */
export function member(name: string, value: string | number | boolean | object | null | undefined): string {
  return value === undefined ? '' : `,"${name}":${stringify(value)}`;
}

let latest: Channel | undefined;
let latestJson = '';
/** A page mostly stays with one channel for a while. */
function channelJson(channel: Channel): string {
  if (channel !== latest) {
    latestJson = stringify(channel);
    latest = channel;
  }
  return latestJson;
}
