import { firstIndex } from '../../record/held';
import { nameOf } from '../../record/record-name';
import type { Verdict } from '../../exchange/types';
import { channelKinds, type Channel, type Record } from '../../record/record';
import { isProblem, type Known } from '../known';
import { lanesOf, placeLane, type Lanes } from './lanes';
import { locksOf } from './locks';
import type { Rows } from '../rows/rows';
import { messageSort } from '../../shown/message-sort';
import { briefName } from '../../shown/url-names';
import { placeAt } from '../rows/senders';
import type { Arrival, Arrow, Block, TimelineAnswer } from './types';
import type { TimeWindow } from '../view';

/** Arrows that are closer than this many pixels become a block. */
const apart = 3;
/** A block ends at multiples of this many pixels, so that panning does not move its ends. */
const longest = 240;
/** More pixels say nothing. */
const mostBins = 4_000;
/** So many messages at most are looked at for the lanes of one block. */
const samples = 8;

const missed: ReadonlySet<Verdict | 'sent'> = new Set([
  'nobody-listening',
  'other-partition',
  'handler-threw',
  'unknown',
]);

/** What passes a filter in the order of time, and the thin rows among it. */
export interface Passing {
  readonly chosen: readonly Record[];
  readonly thin: readonly Record[];
}

/** Finds messages by binary search: what lies within a block is counted and not looked at. */
export function timelineOf(
  { chosen, thin }: Passing,
  window: TimeWindow,
  bins: number,
  known: Known,
  rows: Rows,
  lanes: Lanes,
  suspects: Iterable<Record>,
): Pick<TimelineAnswer, 'lanes' | 'arrows' | 'blocks' | 'locks'> {
  const pixels = Math.max(1, Math.min(mostBins, Math.floor(bins)));
  const pixel = (window.to - window.from) / pixels || 1;
  const end = firstIndex(chosen, ({ time }) => time > window.to);
  const problems = problemsAmong(chosen, suspects, known);
  const arrows: Arrow[] = [];
  const blocks: Block[] = [];
  /** Workers and servers that have messages here. */
  const used = new Map<string, Channel>();

  function after(time: number): number {
    return Math.min(
      end,
      firstIndex(chosen, (record) => record.time > time),
    );
  }

  /** Messages from one index to another; thin rows, which are in the same order, left out. */
  function countIn(from: number, to: number): number {
    return to - from - (thinBefore(to) - thinBefore(from));
  }

  function thinBefore(index: number): number {
    const record = chosen[index];
    if (!record) return thin.length;
    let count = firstIndex(thin, ({ time }) => time >= record.time);
    for (let back = index - 1; chosen[back]?.time === record.time; back -= 1)
      if (known.lines.presence(chosen[back] ?? record)) count += 1;
    return count;
  }

  let at = firstIndex(chosen, ({ time }) => time >= window.from);
  while (at < end) {
    const record = chosen[at];
    if (!record) break;
    if (known.lines.presence(record)) {
      at += 1;
      continue;
    }
    const limit = (Math.floor(record.time / (pixel * longest)) + 1) * pixel * longest;
    let stop = at + 1;
    for (let last: Record | undefined = record; last && last.time < limit;) {
      const next = after(Math.min(limit, last.time + apart * pixel));
      if (next <= stop) break;
      stop = next;
      last = chosen[stop - 1];
    }
    const count = countIn(at, stop);
    if (count === 1) {
      for (let index = at; index < stop; index += 1) {
        const head = chosen[index];
        if (head && !known.lines.presence(head)) arrows.push(use(arrowOf(head, rows, lanes)));
      }
    } else blocks.push(blockOf(at, stop, count));
    at = stop;
  }

  function use(arrow: Arrow): Arrow {
    const id = placeLane(arrow.channel);
    if (arrow.lane === id || arrow.arrivals.some(({ lane }) => lane === id)) used.set(id, arrow.channel);
    return arrow;
  }

  function blockOf(from: number, to: number, count: number): Block {
    const crossed = new Set<string>();
    const kinds = new Set<Record['channel']['kind']>();
    const subjects = new Set<string>();
    const step = Math.ceil((to - from) / samples);
    for (let index = from; index < to; index += step) {
      const head = chosen[index];
      if (!head || known.lines.presence(head)) continue;
      kinds.add(head.channel.kind);
      const { lane, arrivals, label } = use(arrowOf(head, rows, lanes));
      subjects.add(label);
      for (const one of [lane, ...arrivals.map((arrival) => arrival.lane)])
        if (one !== null) crossed.add(one);
    }
    const times = { from: chosen[from]?.time ?? window.from, to: chosen[to - 1]?.time ?? window.to };
    const [subject = null, ...others] = subjects;
    return {
      ...times,
      count,
      problems:
        firstIndex(problems, ({ time }) => time > times.to) -
        firstIndex(problems, ({ time }) => time >= times.from),
      id: firstIn(from, to),
      subject: others.length === 0 ? subject : null,
      lanes: [...crossed],
      kinds: channelKinds.filter((kind) => kinds.has(kind)),
    };
  }

  /** The id of the first message there. */
  function firstIn(from: number, to: number): string {
    for (let index = from; index < to; index += 1) {
      const head = chosen[index];
      if (head && !known.lines.presence(head)) return nameOf(head);
    }
    return '';
  }

  const locks = locksOf(known, lanes, window, pixel);
  return { lanes: lanesOf(known, lanes, window, pixel, used), arrows, blocks, locks };
}

function arrowOf(head: Record, rows: Rows, lanes: Lanes): Arrow {
  const { writers, place, subject, marks, problem, reached, failed } = rows.exchange(head, {
    depth: 0,
    expanded: false,
  });
  const [writer] = writers;
  const lane =
    writer !== undefined
      ? lanes.of(writer)
      : placeAt(head) !== null && place
        ? placeLane(head.channel)
        : null;
  const own = marks.find(({ severity }) => severity !== 'info') ?? null;
  const arrivals: Arrival[] = rows.deliveries(head, 0).flatMap((delivery) => {
    const { who, verdict, latency, ranFor, record, time } = delivery;
    if (!('context' in who) || verdict === 'not-applicable' || verdict === 'closed-before') return [];
    const got =
      record.context === who.context && (record.context !== head.context || record.seq !== head.seq);
    const isItself = record.context === head.context && record.seq === head.seq && writers.length === 0;
    return [
      {
        lane: lanes.of(who.context),
        context: who.context,
        verdict,
        time: got || isItself ? time : null,
        latency,
        ranFor,
        code: missed.has(verdict) ? (delivery.marks[0] ?? own) : (delivery.marks[0] ?? null),
      },
    ];
  });
  if (!failed && reached.some(({ who }) => 'place' in who))
    arrivals.push({
      lane: placeLane(head.channel),
      context: null,
      verdict: 'sent',
      time: null,
      latency: null,
      ranFor: null,
      code: own,
    });
  return {
    id: nameOf(head),
    record: { context: head.context, seq: head.seq },
    time: head.time,
    lane,
    channel: shortened(head.channel),
    subject: subject.slice(0, mostText),
    label: (messageSort(head) || briefName(subject)).slice(0, mostText),
    marks,
    problem,
    arrivals,
  };
}

/** Rows with a problem, of those that were chosen; `suspects`: records that may have one, in any order. */
function problemsAmong(chosen: readonly Record[], suspects: Iterable<Record>, known: Known): Record[] {
  const heads = new Set<Record>();
  for (const record of suspects) {
    const head = known.lines.headOf(record);
    if (head && !heads.has(head) && isProblem(head, known) && holds(chosen, head)) heads.add(head);
  }
  return [...heads].sort((a, b) => a.time - b.time);
}

/** `records` are in the order of time. */
function holds(records: readonly Record[], record: Record): boolean {
  for (let at = firstIndex(records, ({ time }) => time >= record.time); ; at += 1) {
    const one = records[at];
    if (one === record) return true;
    if (one?.time !== record.time) return false;
  }
}

/** Characters of a name that a page chose. */
const mostText = 120;

function shortened(channel: Channel): Channel {
  return channel.name.length > mostText ? { ...channel, name: channel.name.slice(0, mostText) } : channel;
}
