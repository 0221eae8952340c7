import { keyOf } from '../exchange/channel-objects';
import type { Record } from '../record';
import { ref, tab, type Detector, type World } from './detector';
import { channelName } from './names';

/** Messages a second that hurt, for a second. */
const tooMany = 200;
const second = 1_000;

/** One document that sends on one channel without a pause: R2. */
export function detectStorm(world: World): Detector {
  const rates = new Map<string, { times: number[]; first: Record; told: number }>();

  return (record) => {
    if (record.type === 'lifecycle' && record.state === 'gone') forget(record.context);
    if (record.type !== 'storage-write' && record.type !== 'send') return;
    const subject = `${record.context} ${keyOf(record.channel)}`;
    const rate = rates.get(subject) ?? { times: [], first: record, told: -Infinity };
    rates.set(subject, rate);
    const { times } = rate;
    times.push(record.time);
    // A ring: what is older than the limit's count is of no interest.
    if (times.length > 2 * tooMany) rate.times = times.slice(-tooMany);
    const from = rate.times[rate.times.length - tooMany];
    if (from === undefined || record.time - from > second || record.time - rate.told < second) return;
    rate.told = record.time;
    const perSecond = Math.round((tooMany * second) / Math.max(1, record.time - from));
    world.report({
      code: 'R2',
      subject,
      channel: record.channel,
      values: [channelName(record.channel), tab(record.context), perSecond],
      contexts: [record.context],
      evidence: [ref(record), ref(rate.first)],
      time: record.time,
    });
  };

  function forget(context: string): void {
    for (const subject of rates.keys()) if (subject.startsWith(`${context} `)) rates.delete(subject);
  }
}
