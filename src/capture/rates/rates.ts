import { changesNothing } from '../../shown/columns';
import { keyOf } from '../../presence/channel-objects';
import { isHeard } from '../../presence/contexts';
import { isFailed } from '../../exchange/failed';
import { sizeOf } from '../../shown/size';
import { subjectOf } from '../../shown/subject';
import type { Channel, Record } from '../../record/record';
import type { Board } from '../connections/types';
import type { Known } from '../known';
import { within } from '../overviews';
import { whoSent } from '../rows/senders';
import type { Reached } from '../rows/row-types';
import type { TimeWindow } from '../view';
import { busiestSecond } from './busiest';
import { deafTo, isHeardBy } from './deaf';
import { sameData } from './equal-data';
import type { Cost, RateOf, RatesAnswer } from './types';

/** Rows of a board; the others are only counted. */
const mostRows = 100;
/** More bars than pixels say nothing. */
const mostBars = 200;
/** Documents that are named as those that heard without listening. */
const mostDeaf = 50;
/** Characters of a name that a page chose. */
const mostText = 200;

/** What is counted of one channel, key, tab, or of all. */
interface Counting {
  messages: number;
  size: number;
  unchanged: number;
  heard: number;
  unlistened: number;
  /** By the letter of its tab; null: none so far. */
  deaf: Map<string, string> | null;
  /** Empty: it is not shown. */
  bars: number[];
}

/** Of one channel, key or tab, with the record that it was first seen in. */
interface Group extends Counting {
  readonly record: Record;
  /** Of a tab, or of what is none. */
  who: Reached['who'] | null;
}

interface Asked {
  readonly window: TimeWindow;
  readonly of: RateOf;
  readonly bars: number;
  /** Whether a row among exchanges passes; null: all do. */
  readonly passes: ((head: Record) => boolean) | null;
}

/**
 * Counts messages once, by their row among exchanges, and events for each document that got them. `heads` are
 * such rows and `records` all that are held, both in the order of their times.
 */
export function ratesOf(
  heads: readonly Record[],
  records: readonly Record[],
  { window, of, bars, passes }: Asked,
  known: Known,
): Omit<RatesAnswer, 'version' | 'window' | 'complete'> {
  const { known: contexts } = known.exchanges();
  const all = counting();
  const channels = createGroups();
  const keys = createGroups();
  const tabs = createGroups();
  /** The last message of each object, by context and number. */
  const last = new Map<string, Map<number, Record>>();
  /** Sends on each BroadcastChannel. */
  const shouted = new Map<Group, Record[]>();
  const letters = new Map<string, string>();
  let total = 0;
  /** Of the messages that pass: when, how much, and what they are counted in. */
  const times: number[] = [];
  const amounts: number[] = [];
  const counted: (readonly (Group | null)[])[] = [];

  function letterOf(context: string): string {
    let letter = letters.get(context);
    if (letter === undefined) letters.set(context, (letter = known.names.of(context).letter));
    return letter;
  }

  /** Of two documents of one tab the one that was created last, in whatever order they are met. */
  function latest(context: string, known: Reached['who'] | null): string {
    if (!known || !('context' in known) || known.context === context) return context;
    const [a, b] = [
      contexts.get(context)?.created ?? -Infinity,
      contexts.get(known.context)?.created ?? -Infinity,
    ];
    return a > b || (a === b && context > known.context) ? context : known.context;
  }

  function tabGroup(who: Reached['who'], record: Record): Group {
    const isTab = 'context' in who;
    const group = tabs.get(isTab ? 'tab' : 'place', isTab ? letterOf(who.context) : who.place, record);
    if (isTab) group.who = { context: latest(who.context, group.who) };
    else group.who ??= who;
    return group;
  }

  function channelGroup(record: Record): Group {
    return channels.get(record.channel.kind, record.channel.name, record);
  }

  /** null: it is of no key. */
  function keyGroup(record: Record): Group | null {
    const { kind } = record.channel;
    if (kind !== 'local-storage' && kind !== 'session-storage' && kind !== 'cookie') return null;
    if ('key' in record && record.key === null) return null;
    return keys.get(kind, subjectOf(record), record);
  }

  /** The same message as the one before it from the same object. */
  function isRepeated(head: Record): boolean {
    if (head.type !== 'send' && head.type !== 'receive') return false;
    let own = last.get(head.context);
    if (!own) last.set(head.context, (own = new Map<number, Record>()));
    const number = 2 * head.object + (head.type === 'send' ? 0 : 1);
    const before = own.get(number);
    own.set(number, head);
    return before !== undefined && keyOf(before.channel) === keyOf(head.channel) && sameData(before, head);
  }

  function countMessage(head: Record): void {
    const isUnchanged = changesNothing(head) || isRepeated(head);
    total += 1;
    if (passes?.(head) === false) return;
    const size = sizeOf(head) ?? 0;
    const channel = channelGroup(head);
    const groups = [channel, keyGroup(head), tabGroup(whoSent(head, known), head)];
    add(all);
    for (const one of groups) if (one) add(one);
    if (head.type === 'send' && head.channel.kind === 'broadcast-channel') {
      const own = shouted.get(channel);
      if (own) own.push(head);
      else shouted.set(channel, [head]);
    }
    times.push(head.time);
    amounts.push(of === 'bytes' ? size : 1);
    counted.push(groups);

    function add(to: Counting): void {
      to.messages += 1;
      to.size += size;
      if (isUnchanged) to.unchanged += 1;
    }
  }

  function countHeard(record: Record): void {
    if (passes) {
      const head = known.lines.headOf(record);
      if (!head || !passes(head)) return;
    }
    const isUnlistened = !isHeard(contexts, record);
    const isDeaf = isUnlistened && !isHeardBy(record.context, record.channel, record.time, contexts);
    const { context } = record;
    for (const one of [all, channelGroup(record), keyGroup(record), tabGroup({ context }, record)]) {
      if (!one) continue;
      one.heard += 1;
      if (isUnlistened) one.unlistened += 1;
      if (isDeaf) addDeaf(one, context);
    }
  }

  function addDeaf(to: Counting, context: string): void {
    to.deaf ??= new Map();
    const letter = letterOf(context);
    const known = to.deaf.get(letter);
    if (known !== undefined) to.deaf.set(letter, latest(context, { context: known }));
    else if (to.deaf.size < mostDeaf) to.deaf.set(letter, context);
  }

  /** Where nobody listens to a BroadcastChannel no record tells of what comes. */
  function countDeaf(): void {
    for (const [channel, sends] of shouted)
      for (const context of deafTo(sends, contexts))
        for (const one of [all, channel, tabGroup({ context }, channel.record)]) addDeaf(one, context);
  }

  for (const head of within(heads, window)) if (carries(head)) countMessage(head);
  for (const record of within(records, window)) if (arrives(record)) countHeard(record);
  countDeaf();
  const shown = {
    channels: busiestOf(channels.all()),
    keys: busiestOf(keys.all()),
    tabs: busiestOf(tabs.all()),
  };
  drawBars();

  function busiestOf(groups: readonly Group[]): readonly Group[] {
    const order = (a: Group, b: Group): number =>
      (of === 'bytes' ? b.size - a.size : b.messages - a.messages) ||
      b.messages - a.messages ||
      b.heard - a.heard;
    return groups.toSorted(order).slice(0, mostRows);
  }

  /** Only for rows that are shown. */
  function drawBars(): void {
    const parts = Math.max(1, Math.min(mostBars, Math.floor(bars)));
    const width = (window.to - window.from) / parts || 1;
    const drawn = [all, ...shown.channels, ...shown.keys, ...shown.tabs];
    for (const one of drawn) one.bars = new Array<number>(parts).fill(0);
    for (const [at, groups] of counted.entries()) {
      const bar = Math.min(parts - 1, Math.floor(((times[at] ?? 0) - window.from) / width));
      const amount = amounts[at] ?? 0;
      all.bars[bar] = (all.bars[bar] ?? 0) + amount;
      for (const one of groups) if (one && one.bars.length > 0) one.bars[bar] = (one.bars[bar] ?? 0) + amount;
    }
  }

  function board<Row>(
    groups: Groups,
    rows: readonly Group[],
    made: (group: Group, cost: Cost) => Row,
  ): Board<Row> {
    return { total: groups.all().length, rows: rows.map((group) => made(group, costOf(group))) };
  }

  return {
    all: costOf(all),
    total,
    busiest: busiestSecond(times, amounts),
    channels: board(channels, shown.channels, ({ record }, cost) => ({
      channel: shortened(record.channel),
      ...cost,
    })),
    keys: board(keys, shown.keys, ({ record }, cost) => ({
      channel: record.channel,
      key: subjectOf(record).slice(0, mostText),
      ...cost,
    })),
    tabs: board(tabs, shown.tabs, ({ who, record: { context } }, cost) => ({
      who: who ?? { context },
      ...cost,
    })),
  };
}

/**
 * What brings data from one to others: not what failed, nor what a page dispatched itself, nor locks and
 * connections.
 */
export function carries(head: Record): boolean {
  switch (head.type) {
    case 'storage-write':
    case 'send':
      return !isFailed(head);
    case 'storage-event':
    case 'receive':
      return head.isTrusted;
    case 'state':
      return head.channel.kind === 'cookie';
    default:
      return false;
  }
}

function arrives(record: Record): boolean {
  return (record.type === 'storage-event' || record.type === 'receive') && record.isTrusted;
}

interface Groups {
  /** That of two names, made where there is none; `record`: the first that is counted in it. */
  get(kind: string, name: string, record: Record): Group;
  all(): readonly Group[];
}

/** By two names, of which neither is put into a longer one for each record. */
function createGroups(): Groups {
  const kinds = new Map<string, Map<string, Group>>();
  return {
    get(kind, name, record) {
      let names = kinds.get(kind);
      if (!names) kinds.set(kind, (names = new Map<string, Group>()));
      let group = names.get(name);
      if (!group) names.set(name, (group = { ...counting(), record, who: null }));
      return group;
    },
    all: () => [...kinds.values()].flatMap((names) => [...names.values()]),
  };
}

function counting(): Counting {
  return { messages: 0, size: 0, unchanged: 0, heard: 0, unlistened: 0, deaf: null, bars: [] };
}

function costOf({ messages, size, unchanged, heard, unlistened, deaf, bars }: Counting): Cost {
  return { messages, size, unchanged, heard, unlistened, deaf: deaf ? inOrder(deaf) : [], bars };
}

/** In the order of the tabs' letters, in whatever order they were met. */
function inOrder(deaf: ReadonlyMap<string, string>): string[] {
  return [...deaf].sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1)).map(([, context]) => context);
}

function shortened(channel: Channel): Channel {
  return channel.name.length > mostText ? { ...channel, name: channel.name.slice(0, mostText) } : channel;
}
