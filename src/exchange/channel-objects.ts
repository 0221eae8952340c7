import type { Preview } from '../preview';
import type { Channel, Record } from '../record';
import type { RecordRef } from './types';
import { createTimeline, type Timeline } from './timeline';

/** A channel's object in a page, with its history. */
export interface ChannelObject {
  readonly context: string;
  readonly object: number;
  readonly channel: Channel;
  /** -Infinity where its `open` was not seen: the context was watched late, or it is an object that every page has. */
  readonly opened: number;
  closed: number | null;
  /** The page's listeners on it; null where no record tells. */
  readonly listeners: Timeline<number | null>;
  /** Since when messages flow through a port or a service worker container; null: not yet, as far as records tell. */
  started: number | null;
  /** The last of its states. */
  state: string | null;
  readonly options: Preview | undefined;
  /** Its `open` record. */
  readonly openedBy: RecordRef | null;
}

/** All objects of an origin's contexts, by context and number and by channel. */
export interface ChannelObjects {
  /** The object that a record is of, created where it is not known yet. `whole`: none of its context's records is missing. */
  add(record: Record, whole: boolean): ChannelObject | undefined;
  /** Records of a context are missing since that time: its objects may have got listeners meanwhile, or lost them. */
  lose(context: string, time: number): void;
  get(context: string, object: number, channel: Channel): ChannelObject | undefined;
  on(channel: Channel): ReadonlySet<ChannelObject>;
  /** Names of a kind on which objects are known. */
  channelsOf(kind: Channel['kind']): Iterable<Channel>;
  of(context: string): Iterable<ChannelObject>;
  /** The document is gone, and with it its objects. */
  closeAll(context: string, time: number): void;
  /** Lets go of what was closed before that time. */
  forget(before: number): void;
}

const none: ReadonlySet<ChannelObject> = new Set();

export function createChannelObjects(): ChannelObjects {
  const byContext = new Map<string, Map<string, ChannelObject>>();
  const byChannel = new Map<string, { readonly channel: Channel; readonly objects: Set<ChannelObject> }>();
  const closed: ChannelObject[] = [];

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
      options: record.type === 'open' ? record.options : undefined,
      openedBy: record.type === 'open' ? { context, seq: record.seq } : null,
    };
    const key = keyOf(channel);
    const on = byChannel.get(key) ?? { channel, objects: new Set() };
    byChannel.set(key, on);
    on.objects.add(made);
    return made;
  }

  function close(object: ChannelObject, time: number): void {
    if (object.closed !== null) return;
    object.closed = time;
    closed.push(object);
  }

  return {
    add(record, whole) {
      if (!('object' in record)) return undefined;
      const known = byContext.get(record.context) ?? new Map<string, ChannelObject>();
      byContext.set(record.context, known);
      const name = nameIn(record.object, record.channel);
      const object = known.get(name) ?? create(record, whole);
      known.set(name, object);
      if (record.type === 'listeners' && record.on === undefined && record.event !== 'versionchange')
        object.listeners.set(record.time, record.count);
      else if (record.type === 'close' || (record.type === 'open' && record.error))
        close(object, record.time);
      else if (record.type === 'state') {
        if (record.state === 'started') object.started ??= record.time;
        if (record.state !== 'query') object.state = record.state;
        if (isEnd(record.state)) close(object, record.time);
      }
      return object;
    },
    lose(context, time) {
      for (const { closed: end, listeners } of byContext.get(context)?.values() ?? [])
        if (end === null) listeners.set(time, null);
    },
    get: (context, object, channel) => byContext.get(context)?.get(nameIn(object, channel)),
    on: (channel) => byChannel.get(keyOf(channel))?.objects ?? none,
    *channelsOf(kind) {
      for (const { channel } of byChannel.values()) if (channel.kind === kind) yield channel;
    },
    of: (context) => byContext.get(context)?.values() ?? [],
    closeAll(context, time) {
      for (const object of byContext.get(context)?.values() ?? []) close(object, time);
    },
    forget(before) {
      let kept = 0;
      for (const object of closed) {
        if ((object.closed ?? 0) >= before) {
          closed[kept] = object;
          kept += 1;
          continue;
        }
        const known = byContext.get(object.context);
        known?.delete(nameIn(object.object, object.channel));
        if (known?.size === 0) byContext.delete(object.context);
        const on = byChannel.get(keyOf(object.channel));
        on?.objects.delete(object);
        if (on?.objects.size === 0) byChannel.delete(keyOf(object.channel));
      }
      closed.length = kept;
    },
  };
}

/** A lock request that has ended; other objects end with `close`. */
function isEnd(state: string): boolean {
  return state === 'released' || state === 'aborted' || state === 'not-available';
}

export function keyOf({ kind, name }: Channel): string {
  return `${kind} ${name}`;
}

/** Objects that every page has are numbered 0, or are on channels of several names (service workers). */
function nameIn(object: number, channel: Channel): string {
  if (object === 0) return keyOf(channel);
  return channel.kind === 'service-worker' ? `${object} sw` : String(object);
}
