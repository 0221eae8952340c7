import type { Exchange } from '../../exchange/types';
import type { Record } from '../../record/record';
import type { Known } from '../known';
import type { ExchangeRow, Place, Reached } from './row-types';

/** Who sent it: documents, or a place that no hook sees. */
export function senderOf(
  record: Record,
  exchange: Exchange | undefined,
): Pick<ExchangeRow, 'writers' | 'place' | 'certain'> {
  if (record.type !== 'storage-event' && record.type !== 'receive') {
    if (record.channel.kind === 'cookie' && record.type === 'state' && record.state !== 'written')
      return { writers: [], place: 'server', certain: false };
    return { writers: [record.context], place: null, certain: true };
  }
  if (!record.isTrusted) return { writers: [record.context], place: null, certain: true };
  const writers = exchange?.writers ?? [];
  if (writers.length > 0) return { writers, place: null, certain: exchange?.certain ?? false };
  const place = placeAt(record) ?? 'unseen';
  return { writers: [], place, certain: place !== 'unseen' };
}

/** The other end of a channel that leads out of what is watched; null: to other documents. */
export function placeAt({ channel }: Record): Place | null {
  switch (channel.kind) {
    case 'shared-worker':
    case 'service-worker':
      return channel.kind;
    case 'websocket':
    case 'event-source':
      return 'server';
    default:
      return null;
  }
}

/** One of them where several can have sent it. */
export function whoSent(head: Record, known: Known): Reached['who'] {
  const isPaired = (head.type === 'storage-event' || head.type === 'receive') && placeAt(head) === null;
  const { writers, place } = senderOf(head, isPaired ? known.exchanges().of(head) : undefined);
  const [writer] = writers;
  return writer === undefined ? { place: place ?? 'unseen' } : { context: writer };
}
