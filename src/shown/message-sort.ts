import { shapeOf, sortParts } from '../findings/asking/message-shape';
import type { ChannelKind, Record } from '../record/record';

/** Channels without a name, or named by a URL: what is sent on them says more. */
const nameless: ReadonlySet<ChannelKind> = new Set([
  'shared-worker',
  'service-worker',
  'message-port',
  'websocket',
  'window',
]);

/**
 * What a message on such a channel says that it is, in a word: its `type`, or a short text itself; else ''.
 */
export function messageSort(record: Record): string {
  if (!('data' in record) || !nameless.has(record.channel.kind)) return '';
  const { data } = record;
  if (typeof data === 'string' && /^[\w:./ -]{1,24}$/.test(data)) return data;
  return sortParts(shapeOf(data, false)).value.trim();
}
