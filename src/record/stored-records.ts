import { LimitedMap } from '../limited';
import type { Channel, Record } from './record';

const known = new LimitedMap<string, Channel>();

/**
 * Records as the background stored them: a JSON array. Equal channels are one object: of 300,000 records each
 * would have its own, and what is noted of channels as many entries.
 */
export function storedRecords(text: string): Record[] {
  const records = JSON.parse(text) as { channel: Channel }[];
  for (const record of records) record.channel = sharedChannel(record.channel);
  return records as Record[];
}

export function sharedChannel(channel: Channel): Channel {
  const name = `${channel.kind} ${channel.name}`;
  const there = known.get(name);
  if (there) return there;
  known.set(name, channel);
  return channel;
}
