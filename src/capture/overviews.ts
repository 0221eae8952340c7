import type { Finding } from '../findings/types';
import { firstIndex } from '../exchange/held';
import { channelKinds, type Channel, type ChannelKind, type Record } from '../record';
import type { ChannelRow, RateAnswer, RateMark, TimeWindow } from './types';

/** How many of each kind, in the order of the kinds. */
export function countKinds(records: Iterable<Record>): { kind: ChannelKind; count: number }[] {
  const counts = new Map<ChannelKind, number>();
  for (const { channel } of records) counts.set(channel.kind, (counts.get(channel.kind) ?? 0) + 1);
  return channelKinds.flatMap((kind) => {
    const count = counts.get(kind);
    return count === undefined ? [] : [{ kind, count }];
  });
}

/** The part of a list in the order of times that is in a window; the list itself where there is none. */
export function within(records: readonly Record[], window: TimeWindow | null): readonly Record[] {
  if (!window) return records;
  const from = firstIndex(records, ({ time }) => time >= window.from);
  return records.slice(
    from,
    firstIndex(records, ({ time }) => time > window.to),
  );
}

/** More bins than pixels say nothing. */
const mostBins = 4_000;

export function rateOf(
  heads: readonly Record[],
  findings: readonly Finding[],
  range: TimeWindow,
  asked: number,
): Pick<RateAnswer, 'kinds' | 'most' | 'marks'> {
  const bins = Math.max(1, Math.min(mostBins, Math.floor(asked)));
  const width = (range.to - range.from) / bins || 1;
  const kinds = new Map<ChannelKind, number[]>();
  const sums = new Array<number>(bins).fill(0);
  for (const { time, channel } of heads) {
    const bin = Math.min(bins - 1, Math.floor((time - range.from) / width));
    let counts = kinds.get(channel.kind);
    if (!counts) {
      counts = new Array<number>(bins).fill(0);
      kinds.set(channel.kind, counts);
    }
    counts[bin] = (counts[bin] ?? 0) + 1;
    sums[bin] = (sums[bin] ?? 0) + 1;
  }
  const marks: RateMark[] = findings
    .filter(({ last }) => last >= range.from && last <= range.to)
    .map(({ id, code, severity, channel, values, last }) => ({
      id,
      code,
      severity,
      channel,
      values,
      time: last,
    }))
    .sort((a, b) => a.time - b.time);
  return {
    kinds: channelKinds.flatMap((kind) => {
      const counts = kinds.get(kind);
      return counts ? [{ kind, counts }] : [];
    }),
    most: sums.reduce((most, sum) => Math.max(most, sum), 0),
    marks,
  };
}

interface Counting {
  channel: Channel;
  exchanges: number;
  records: number;
  contexts: Set<string>;
  first: number;
  last: number;
}

/** Channels on which something was sent, received, held or written; `isRow`: those that are a row of exchanges. */
export function channelsOf(records: readonly Record[], isRow: (record: Record) => boolean): ChannelRow[] {
  const channels = new Map<string, Counting>();
  for (const record of records) {
    const { channel, time, context } = record;
    if (channel.kind === 'document') continue;
    const key = `${channel.kind} ${channel.name}`;
    let counting = channels.get(key);
    if (!counting) {
      counting = { channel, exchanges: 0, records: 0, contexts: new Set(), first: time, last: time };
      channels.set(key, counting);
    }
    counting.records += 1;
    counting.last = Math.max(counting.last, time);
    if (isRow(record)) counting.exchanges += 1;
    if (record.type !== 'listeners') counting.contexts.add(context);
  }
  return [...channels.values()]
    .filter(({ contexts }) => contexts.size > 0)
    .map((counting) => ({ ...counting, contexts: [...counting.contexts] }))
    .sort((a, b) => b.exchanges - a.exchanges || b.records - a.records);
}
