import { createByChannel } from '../record/by-channel';
import type { Preview } from '../record/preview';
import type { Channel, Record } from '../record/record';
import type { RecordRef } from '../exchange/types';
import { createTimeline, type Timeline } from './timeline';

/** A channel's object in a page, with its history. */
export interface ChannelObject {
  readonly context: string;
  readonly object: number;
  readonly channel: Channel;
  /**
   * -Infinity where its `open` was not seen: the context was watched late, or it is an object that every page
   * has.
   */
  readonly opened: number;
  closed: number | null;
  /** The page's listeners on it; null where no record tells. */
  readonly listeners: Timeline<number | null>;
  /**
   * Since when messages flow through a port or a service worker container; null: not yet, as far as records
   * tell.
   */
  started: number | null;
  /** The last of its states. */
  state: string | null;
  readonly options: Preview | undefined;
  /** It was there before its `open`: what the page did with it until then is not known. */
  stays: boolean;
  /** Its `open` record. */
  readonly openedBy: RecordRef | null;
}

/** All objects of an origin's contexts, by context and number and by channel. */
export interface ChannelObjects {
  /**
   * The object that a record is of, created where it is not known yet. `whole`: none of its context's records
   * is missing.
   */
  add(record: Record, whole: boolean): ChannelObject | undefined;
  /**
   * Records of a context are missing since that time: its objects may have got listeners meanwhile, or lost
   * them.
   */
  lose(context: string, time: number): void;
  get(context: string, object: number, channel: Channel): ChannelObject | undefined;
  /** Those on a channel; of many that were closed the last ones, of many that are open the first. */
  on(channel: Channel): Iterable<ChannelObject>;
  /** Those of one context. */
  within(context: string, channel: Channel): Iterable<ChannelObject>;
  /** Names of a kind on which objects are known; the first of many. */
  channelsOf(kind: Channel['kind']): Iterable<Channel>;
  of(context: string): Iterable<ChannelObject>;
  open(context: string): Iterable<ChannelObject>;
  /** The document is gone, and with it its objects. */
  closeAll(context: string, time: number): void;
  /** Lets go of what was closed before that time. */
  forget(before: number): void;
}

/**
 * More of what is open or was closed on one channel, and more channels of a kind, are not looked at: a page
 * makes as many as it likes.
 */
const most = { open: 200, closed: 50, channels: 50 };

/** Objects on one channel, of one context or of all. */
interface OnChannel {
  readonly channel: Channel;
  readonly open: Set<ChannelObject>;
  /** The last ones. */
  readonly closed: Set<ChannelObject>;
}

interface OfContext {
  readonly all: Map<string, ChannelObject>;
  readonly open: Set<ChannelObject>;
  /** Those with a known number of listeners. */
  readonly told: Set<ChannelObject>;
  readonly channels: Map<string, OnChannel>;
}

export function createChannelObjects(): ChannelObjects {
  const byContext = new Map<string, OfContext>();
  const byChannel = new Map<string, OnChannel>();
  /** Channels of each kind on which something is open. */
  const live = new Map<Channel['kind'], Set<OnChannel>>();
  const closed: ChannelObject[] = [];

  function ofContext(context: string): OfContext {
    const known = byContext.get(context);
    if (known) return known;
    const made = { all: new Map(), open: new Set<never>(), told: new Set<never>(), channels: new Map() };
    byContext.set(context, made);
    return made;
  }

  function liveOf({ kind }: Channel): Set<OnChannel> {
    const known = live.get(kind) ?? new Set();
    live.set(kind, known);
    return known;
  }

  function create(record: Record & { readonly object: number }, whole: boolean): ChannelObject {
    const { context, object, channel } = record;
    const opened = record.type === 'open' ? record.time : -Infinity;
    const made: ChannelObject = {
      context,
      object,
      channel,
      opened,
      closed: null,
      // An object that every page has, or that is followed from here on, had none before its first record.
      listeners: createTimeline<number | null>(whole || record.type === 'open' ? 0 : null),
      started: null,
      state: null,
      stays: false,
      options: record.type === 'open' ? record.options : undefined,
      openedBy: record.type === 'open' ? { context, seq: record.seq } : null,
    };
    const of = ofContext(context);
    of.all.set(nameIn(object, channel), made);
    of.open.add(made);
    if (made.listeners.last !== null) of.told.add(made);
    const key = keyOf(channel);
    onChannel(of.channels, key, channel).open.add(made);
    const on = onChannel(byChannel, key, channel);
    on.open.add(made);
    liveOf(channel).add(on);
    return made;
  }

  /**
   * The end of a port that stays when the other is sent away is followed from there on, and usually has its
   * listener by then.
   */
  function stay(port: ChannelObject | undefined): void {
    if (!port || port.stays) return;
    port.stays = true;
    port.listeners.set(port.opened, null);
  }

  function close(object: ChannelObject, time: number): void {
    if (object.closed !== null) return;
    object.closed = time;
    closed.push(object);
    const of = ofContext(object.context);
    of.open.delete(object);
    of.told.delete(object);
    const key = keyOf(object.channel);
    for (const on of [of.channels.get(key), byChannel.get(key)]) {
      if (!on?.open.delete(object)) continue;
      on.closed.add(object);
      if (on.closed.size > most.closed) for (const first of on.closed) if (on.closed.delete(first)) break;
      if (on.open.size === 0) liveOf(object.channel).delete(on);
    }
  }

  return {
    add(record, whole) {
      if (!('object' in record)) return undefined;
      const known = ofContext(record.context);
      const object = known.all.get(nameIn(record.object, record.channel)) ?? create(record, whole);
      if (record.type === 'listeners' && record.on === undefined && record.event !== 'versionchange') {
        object.listeners.set(record.time, record.count);
        if (object.closed === null) known.told.add(object);
      } else if (record.type === 'close' || (record.type === 'open' && record.error))
        close(object, record.time);
      else if (record.type === 'state') {
        if (record.state === 'started') object.started ??= record.time;
        if (!saysNothing(record.state, object.state)) {
          object.state = record.state;
          if (isEnd(record.state)) close(object, record.time);
        }
      }
      if (record.type === 'send') for (const port of record.ports ?? []) stay(known.all.get(String(port)));
      return object;
    },
    lose(context, time) {
      const told = byContext.get(context)?.told;
      for (const { listeners } of told ?? []) listeners.set(time, null);
      told?.clear();
    },
    get: (context, object, channel) => byContext.get(context)?.all.get(nameIn(object, channel)),
    on: (channel) => lookedAt(byChannel.get(keyOf(channel))),
    within: (context, channel) => lookedAt(byContext.get(context)?.channels.get(keyOf(channel))),
    *channelsOf(kind) {
      let count = 0;
      for (const { channel } of live.get(kind) ?? []) {
        if (count === most.channels) return;
        count += 1;
        yield channel;
      }
    },
    of: (context) => byContext.get(context)?.all.values() ?? [],
    open: (context) => byContext.get(context)?.open ?? [],
    closeAll(context, time) {
      for (const object of byContext.get(context)?.open ?? []) close(object, time);
    },
    forget(before) {
      let kept = 0;
      for (const object of closed) {
        if ((object.closed ?? 0) >= before) {
          closed[kept] = object;
          kept += 1;
          continue;
        }
        const key = keyOf(object.channel);
        drop(byChannel, key, object);
        const of = byContext.get(object.context);
        if (!of) continue;
        drop(of.channels, key, object);
        of.all.delete(nameIn(object.object, object.channel));
        if (of.all.size === 0) byContext.delete(object.context);
      }
      closed.length = kept;
    },
  };
}

function onChannel(channels: Map<string, OnChannel>, key: string, channel: Channel): OnChannel {
  const there = channels.get(key) ?? { channel, open: new Set(), closed: new Set() };
  channels.set(key, there);
  return there;
}

function drop(channels: Map<string, OnChannel>, key: string, object: ChannelObject): void {
  const on = channels.get(key);
  on?.closed.delete(object);
  if (on && on.closed.size + on.open.size === 0) channels.delete(key);
}

function* lookedAt(on: OnChannel | undefined): Iterable<ChannelObject> {
  if (!on) return;
  let count = 0;
  for (const object of on.open) {
    if (count === most.open) break;
    count += 1;
    yield object;
  }
  yield* on.closed;
}

/**
 * What was asked beside, and a signal that fired after the lock was granted: only a request that waits can be
 * given up.
 */
export function saysNothing(state: string, before: string | null): boolean {
  return state === 'query' || (state === 'aborted' && (before === 'granted' || before === 'released'));
}

/** A lock request that has ended; other objects end with `close`. */
function isEnd(state: string): boolean {
  return state === 'released' || state === 'aborted' || state === 'not-available';
}

/** More names of a kind are not kept: pages make as many as they like. */
const keys = createByChannel<string>(1_000);

/** Kind and name as one text, of which each is made once: what a map is asked for it knows its hash. */
export function keyOf(channel: Channel): string {
  const known = keys.get(channel);
  if (known !== undefined) return known;
  const key = `${channel.kind} ${channel.name}`;
  keys.set(channel, key);
  return key;
}

/** Objects that every page has are numbered 0, or are on channels of several names (service workers). */
function nameIn(object: number, channel: Channel): string {
  if (object === 0) return keyOf(channel);
  return channel.kind === 'service-worker' ? `${object} sw` : String(object);
}
