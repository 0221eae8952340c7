import { keyOf, saysNothing, type ChannelObject } from '../../presence/channel-objects';
import { isOver, listenersOn, type Contexts, type KnownContext } from '../../presence/contexts';
import type { ContextState } from '../../exchange/types';
import type { Preview } from '../../record/preview';
import type { Channel, Record, State } from '../../record/record';
import type { Membership, Traffic } from './types';

/** How many seconds of traffic are told, one by one. */
export const barSeconds = 30;

/** A page's object as it was at an instant, with its traffic until then. */
export interface ObjectAt {
  readonly context: string;
  readonly channel: Channel;
  readonly object: number;
  readonly options: Preview | undefined;
  /** null: before its records. */
  opened: number | null;
  closed: boolean;
  how: Membership;
  state: State['state'] | null;
  /** Of the state; else when it was opened. */
  since: number | null;
  detail: Preview | undefined;
  sent: number;
  received: number;
  bars: number[] | null;
}

/**
 * The objects that documents had by a time, open or closed, in the order in which they came. `records` are
 * those up to then, in the order of their times; what came before them is known of the documents.
 */
export function objectsAt(known: Contexts, records: readonly Record[], at: number): ObjectAt[] {
  const objects = new Map<string, ObjectAt>();
  for (const of of known.all())
    for (const object of known.objects.of(of.id))
      if (object.opened <= at) objects.set(nameOf(object), objectAt(object, of, at));
  for (const record of records) {
    if (record.time > at) break;
    if (!('object' in record)) continue;
    const object = objects.get(nameOf(record));
    if (object) take(object, record, at);
  }
  return [...objects.values()];
}

function objectAt(object: ChannelObject, of: KnownContext, at: number): ObjectAt {
  const { context, channel, opened, closed, options, object: number } = object;
  const listeners = listenersOn(of, object, at);
  const open = opened > -Infinity ? opened : null;
  return {
    context,
    channel,
    object: number,
    options,
    opened: open,
    closed: (closed !== null && closed <= at) || isOver(of, at),
    how: isAsleep(of.state.at(at))
      ? 'asleep'
      : listeners === null
        ? 'unknown'
        : listeners > 0
          ? 'listening'
          : 'deaf',
    state: null,
    since: open,
    detail: undefined,
    sent: 0,
    received: 0,
    bars: null,
  };
}

function isAsleep(state: ContextState): boolean {
  return state === 'frozen' || state === 'bfcached' || state === 'discarded';
}

function take(object: ObjectAt, record: Record, at: number): void {
  switch (record.type) {
    case 'state':
      if (saysNothing(record.state, object.state)) break;
      object.state = record.state;
      object.since = record.time;
      object.detail = record.detail;
      break;
    case 'close':
      object.since = record.time;
      break;
    case 'send':
      if (!record.error) object.sent += 1;
      count(object, record.time, at);
      break;
    case 'receive':
      object.received += 1;
      count(object, record.time, at);
      break;
    default:
  }
}

function count(object: ObjectAt, time: number, at: number): void {
  const bar = barSeconds - 1 - Math.floor((at - time) / 1_000);
  if (bar < 0) return;
  object.bars ??= new Array<number>(barSeconds).fill(0);
  object.bars[bar] = (object.bars[bar] ?? 0) + 1;
}

export function trafficOf(objects: readonly ObjectAt[]): Traffic {
  const bars = new Array<number>(barSeconds).fill(0);
  let sent = 0;
  let received = 0;
  for (const object of objects) {
    sent += object.sent;
    received += object.received;
    for (const [index, value] of (object.bars ?? []).entries()) bars[index] = (bars[index] ?? 0) + value;
  }
  return { sent, received, bars };
}

function nameOf({ context, channel, object }: { context: string; channel: Channel; object: number }): string {
  return `${context} ${object} ${keyOf(channel)}`;
}
