import type { Finding } from '../findings/types';
import { firstIndex } from '../record/held';
import { channelKinds, type Channel, type ChannelKind, type Record } from '../record/record';
import { sizeOf } from '../shown/size';
import type { Known } from './known';
import { busiestSecond } from './rates/busiest';
import { whoSent } from './rows/senders';
import type { Tally } from './lists/tally';
import type { ChannelRow } from './lists/list-types';
import type { RateAnswer, RateMark, RatePart, RateQuestion } from './rates/types';
import type { TimeWindow } from './view';

/** How many of each kind, in the order of the kinds. */
export function countKinds(tally: Tally, window: TimeWindow | null): { kind: ChannelKind; count: number }[] {
  return channelKinds.flatMap((kind) => {
    const count = tally.kinds().get(kind)?.count(window) ?? 0;
    return count === 0 ? [] : [{ kind, count }];
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

/** A range in bins of one width. */
function binsOf(range: TimeWindow, asked: number): { bins: number; binOf: (time: number) => number } {
  const bins = Math.max(1, Math.min(mostBins, Math.floor(asked)));
  const width = (range.to - range.from) / bins || 1;
  return { bins, binOf: (time) => Math.min(bins - 1, Math.floor((time - range.from) / width)) };
}

/** The rate of all that is counted, in a range that holds it, by the kinds of channels. */
export function rateOfKinds(
  tally: Tally,
  kinds: readonly ChannelKind[] | null,
  findings: readonly Finding[],
  range: TimeWindow,
  asked: Pick<RateQuestion, 'bins' | 'of'>,
): Rate {
  const { bins, binOf } = binsOf(range, asked.bins);
  const parts = channelKinds.flatMap((part) => {
    const series = kinds && !kinds.includes(part) ? undefined : tally.kinds().get(part);
    if (!series || series.count(null) === 0) return [];
    return [{ part, counts: series.parts(bins, asked.of, binOf) }];
  });
  const [only] = kinds ?? [];
  const series = only === undefined ? tally.all() : tally.kinds().get(only);
  return {
    parts,
    most: mostIn(parts, bins),
    busiest: series?.busiest(asked.of) ?? 0,
    marks: marksIn(findings, range),
  };
}

function mostIn(parts: readonly RatePart[], bins: number): number {
  let most = 0;
  for (let bin = 0; bin < bins; bin += 1)
    most = Math.max(
      most,
      parts.reduce((sum, { counts }) => sum + (counts[bin] ?? 0), 0),
    );
  return most;
}

type Rate = Pick<RateAnswer, 'parts' | 'most' | 'busiest' | 'marks'>;

export function rateOf(
  heads: readonly Record[],
  findings: readonly Finding[],
  range: TimeWindow,
  asked: Pick<RateQuestion, 'bins' | 'of' | 'by'>,
  known: Known,
): Rate {
  const { bins, binOf } = binsOf(range, asked.bins);
  const parts = new Map<RatePart['part'], number[]>();
  const amounts = heads.map((head) => (asked.of === 'bytes' ? (sizeOf(head) ?? 0) : 1));
  for (const [at, head] of heads.entries()) {
    const bin = binOf(head.time);
    const part = asked.by === 'channel' ? head.channel.kind : colourOf(head);
    let counts = parts.get(part);
    if (!counts) {
      counts = new Array<number>(bins).fill(0);
      parts.set(part, counts);
    }
    counts[bin] = (counts[bin] ?? 0) + (amounts[at] ?? 0);
  }

  function colourOf(head: Record): number | null {
    const who = whoSent(head, known);
    return 'context' in who ? known.names.of(who.context).colour : null;
  }

  const sorted = [...parts]
    .sort(([a], [b]) => placeOf(a) - placeOf(b))
    .map(([part, counts]) => ({ part, counts }));
  return {
    parts: sorted,
    most: mostIn(sorted, bins),
    busiest: busiestSecond(
      heads.map(({ time }) => time),
      amounts,
    ),
    marks: marksIn(findings, range),
  };
}

function marksIn(findings: readonly Finding[], range: TimeWindow): RateMark[] {
  return findings
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
}

/** In the order of the kinds, or of the colours; what no tab sent comes last. */
function placeOf(part: RatePart['part']): number {
  if (part === null) return Infinity;
  return typeof part === 'number' ? part : channelKinds.indexOf(part);
}

interface Counting {
  channel: Channel;
  exchanges: number;
  records: number;
  contexts: Set<string>;
  first: number;
  last: number;
}

/**
 * Channels on which something was sent, received, held or written; `isRow`: those that are a row of
 * exchanges.
 */
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
