import { changesNothing } from '../../../shown/columns';
import { keyOf } from '../../../presence/channel-objects';
import type { Record } from '../../../record/record';
import { ref, tab, type Detector, type World } from '../../asking/detector';
import { channelName, nameIn } from '../../asking/names';
import { LimitedPairs } from '../../../limited';
import type { Codes } from '../../code';

export const codes = {
  R2: {
    severity: 'warning',
    confidence: 'certain',
    values: ['channel', 'tab', 'number of messages'],
    link: 'https://developer.mozilla.org/docs/Web/API/Broadcast_Channel_API',
  },
} as const satisfies Codes;

/** Messages a second that hurt, for a second. */
const tooMany = 200;
const second = 1_000;

/** What one document sends on one channel within a second of its first message. */
interface Burst {
  readonly first: Record;
  last: Record;
  count: number;
  /** The key or channel that all of them are of; null where there are several. */
  name: string | null;
}

/** One document that sends on one channel without a pause: R2. */
export function create(world: World): Detector {
  /** By document and channel. */
  const bursts = new LimitedPairs<Burst>();

  function end({ first, last, count, name }: Burst): void {
    const channel = keyOf(first.channel);
    bursts.delete(first.context, channel);
    if (count < tooMany) return;
    world.report({
      code: 'R2',
      subject: `${first.context} ${channel}`,
      ...(name !== null && { part: name }),
      channel: first.channel,
      values: [channelName(first.channel), tab(first.context), count],
      contexts: [first.context],
      evidence: [ref(last), ref(first)],
      time: last.time,
    });
  }

  return (record) => {
    if (record.type !== 'storage-write' && record.type !== 'send') return;
    if (record.error || changesNothing(record)) return;
    const channel = keyOf(record.channel);
    const known = bursts.get(record.context, channel);
    if (known && record.time - known.first.time < second) {
      known.last = record;
      known.count += 1;
      if (known.name !== nameIn(record)) known.name = null;
      return;
    }
    if (known) end(known);
    const burst: Burst = { first: record, last: record, count: 1, name: nameIn(record) };
    bursts.set(record.context, channel, burst);
    world.when(record.time + second, () => {
      if (bursts.get(record.context, channel) === burst) end(burst);
    });
  };
}
