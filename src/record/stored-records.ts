import { LimitedMap } from '../limited';
import type { Channel, Record, Text } from './record';

const channels = new LimitedMap<string, Channel>();
const texts = new LimitedMap<string, string>(10_000);

/**
 * Records as the background stored them: a JSON array. Equal channels are one object, and equal names of
 * documents, keys and URLs one text: each record would have its own (313 bytes a record, so 191).
 */
export function storedRecords(text: string): Record[] {
  const records = JSON.parse(text) as Writable[];
  for (const record of records) {
    record.channel = sharedChannel(record.channel);
    record.context = sharedText(record.context);
    if (typeof record.key === 'string') record.key = sharedText(record.key);
    if (typeof record.url === 'string') record.url = sharedText(record.url);
  }
  return records as Record[];
}

/** What records of several types have. */
interface Writable {
  channel: Channel;
  context: string;
  key?: Text | null;
  url?: Text;
}

export function sharedChannel(channel: Channel): Channel {
  return shared(channels, `${channel.kind} ${channel.name}`, channel);
}

function sharedText(text: string): string {
  return shared(texts, text, text);
}

/** The first value that came by that name. */
function shared<T>(known: LimitedMap<string, T>, name: string, value: T): T {
  const there = known.get(name);
  if (there !== undefined) return there;
  known.set(name, value);
  return value;
}
