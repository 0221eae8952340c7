import type { ChannelKind, Record } from '../record';
import { firstIndex } from './held';
import { nameOf, refOf } from './record-name';
import type { CauseLink, Exchange, RecordRef } from './types';

/** Within one context: which event made the page do what, by what page/ noted during its dispatch, or by time. */
export interface CauseIndex {
  add(record: Record): void;
  /** The event, in the same context, that a write or send was made in or soon after. */
  eventOf(record: Record): CauseLink | null;
  /** What was made in, or soon after, an event. */
  madeBy(event: Record): Made[];
  /** What was certainly made while an event was dispatched. */
  during(event: Record): readonly Record[];
  /** The exception that a handler of an event threw. */
  thrownBy(event: Record): Record | undefined;
  forget(before: number): void;
}

/** What follows an event within so many milliseconds, after an await say, is likely its doing. */
const soon = 100;
/** More events of one time, records made during one, and records soon after one are not looked at. */
const most = { events: 20, during: 100, after: 500 };

export interface Made {
  readonly record: Record;
  readonly confidence: CauseLink['confidence'];
}

interface Told {
  /** Storage events, receives and what else a page handles while it writes or sends. */
  readonly events: Record[];
  /** What was done during an event, in the order of the events. */
  readonly during: { readonly cause: number; readonly record: Record }[];
  /** What was done outside of any. */
  readonly outside: Record[];
}

export function createCauseIndex(): CauseIndex {
  const byContext = new Map<string, Told>();

  function toldOf(context: string): Told {
    const told = byContext.get(context) ?? { events: [], during: [], outside: [] };
    byContext.set(context, told);
    return told;
  }

  function eventOf(record: Record): CauseLink | null {
    const { events } = toldOf(record.context);
    const cause = causeOf(record);
    const at = cause ?? record.time;
    const after = firstIndex(events, ({ time }) => time > at);
    if (cause === undefined) {
      const event = isDone(record) ? events[after - 1] : undefined;
      return event && record.time - event.time < soon ? link(event, 'likely') : null;
    }
    // Clocks of pages tell tenths of milliseconds at best: several events may have this time.
    const first = firstIndex(events, ({ time }) => time >= cause);
    const among = events.slice(first, Math.min(after, first + most.events));
    const event = among.find((one) => keyOf(one) === keyOf(record)) ?? among[0];
    return event ? link(event, among.length === 1 ? 'certain' : 'likely') : null;
  }

  function* dispatched(event: Record): Iterable<Record> {
    const { during } = toldOf(event.context);
    const first = firstIndex(during, ({ cause }) => cause >= event.time);
    for (let at = first; at < first + most.during; at += 1) {
      const one = during[at];
      if (!one || one.cause > event.time) return;
      yield one.record;
    }
  }

  function madeBy(event: Record): Made[] {
    const made: Made[] = [];
    for (const record of dispatched(event)) {
      const back = eventOf(record);
      if (back?.record.seq === event.seq && record.type !== 'error')
        made.push({ record, confidence: back.confidence });
    }
    const { outside } = toldOf(event.context);
    const first = firstIndex(outside, ({ time }) => time >= event.time);
    for (let at = first; at < first + most.after; at += 1) {
      const record = outside[at];
      if (!record || record.time - event.time >= soon) break;
      if (eventOf(record)?.record.seq === event.seq) made.push({ record, confidence: 'likely' });
    }
    return made;
  }

  return {
    eventOf,
    madeBy,
    add(record) {
      const told = toldOf(record.context);
      const cause = causeOf(record);
      if (cause !== undefined) told.during.push({ cause, record });
      else if (isEvent(record)) told.events.push(record);
      else if (isDone(record)) told.outside.push(record);
    },
    during(event) {
      const { events } = toldOf(event.context);
      const first = firstIndex(events, ({ time }) => time >= event.time);
      // Of several events of one time any may be the one.
      if (events[first + 1]?.time === event.time) return [];
      return [...dispatched(event)].filter(({ type }) => type !== 'error');
    },
    thrownBy(event) {
      for (const record of dispatched(event))
        if (record.type === 'error' && record.channel.kind === thrownOn(event)) return record;
      return undefined;
    },
    forget(before) {
      for (const [context, told] of byContext) {
        told.events.splice(
          0,
          firstIndex(told.events, ({ time }) => time >= before),
        );
        told.during.splice(
          0,
          firstIndex(told.during, ({ cause }) => cause >= before),
        );
        told.outside.splice(
          0,
          firstIndex(told.outside, ({ time }) => time >= before),
        );
        if (told.events.length + told.during.length + told.outside.length === 0) byContext.delete(context);
      }
    },
  };
}

/** One step back and forth across contexts: from an event to what sent it, from a send to the events that it became, or to a worker's answers. */
export function acrossContexts(
  record: Record,
  exchange: Exchange | undefined,
  get: (id: string) => Exchange | undefined,
): { readonly back: CauseLink | null; readonly forth: readonly CauseLink[] } {
  if (!exchange) return { back: null, forth: [] };
  const confidence = exchange.certain ? 'certain' : 'likely';
  const isSent =
    exchange.id === nameOf(record) && (record.type === 'storage-write' || record.type === 'send');
  if (isSent) {
    const answers = exchange.answers.flatMap((id) => arrivals(get(id), 'likely'));
    return { back: null, forth: [...arrivals(exchange, confidence), ...answers] };
  }
  if (exchange.send) return { back: { record: exchange.send, confidence }, forth: [] };
  return { back: exchange.answerTo === null ? null : link(refOf(exchange.answerTo), 'likely'), forth: [] };
}

function arrivals(exchange: Exchange | undefined, confidence: CauseLink['confidence']): CauseLink[] {
  return (exchange?.deliveries ?? []).flatMap(({ record }) => (record ? [link(record, confidence)] : []));
}

function causeOf(record: Record): number | undefined {
  return 'cause' in record ? record.cause : undefined;
}

/** What handlers of a page get. */
export function isEvent(record: Record): boolean {
  const { type } = record;
  return (
    type === 'storage-event' ||
    type === 'receive' ||
    (type === 'state' && (record.state === 'blocked' || record.state === 'versionchange'))
  );
}

/** Events of both areas reach the same listeners; what those throw is counted under the local one. */
function thrownOn({ channel }: Record): ChannelKind {
  return channel.kind === 'session-storage' ? 'local-storage' : channel.kind;
}

function isDone({ type }: Record): boolean {
  return type === 'storage-write' || type === 'send';
}

function keyOf(record: Record): unknown {
  return 'key' in record ? record.key : undefined;
}

function link({ context, seq }: RecordRef, confidence: CauseLink['confidence']): CauseLink {
  return { record: { context, seq }, confidence };
}
