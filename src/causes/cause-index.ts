import type { ChannelKind, Record } from '../record/record';
import { isEvent, stampOf, type EventRecord } from '../record/stamp';
import { firstIndex } from '../record/held';
import { nameOf, refOf } from '../record/record-name';
import type { CauseLink, Exchange, RecordRef } from '../exchange/types';

/**
 * Within one context: which event made the page do what, by what page/ noted during its dispatch, or by time.
 */
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
/** More events before a record, records made during one, and records soon after one are not looked at. */
const most = { events: 20, during: 100, after: 500 };

export interface Made {
  readonly record: Record;
  readonly confidence: CauseLink['confidence'];
}

/** What happened in one context, each list in the order of the seqs. */
interface Told {
  /** Storage events, receives and what else a page handles while it writes or sends. */
  readonly events: EventRecord[];
  /** Those of them that the browser dispatched: what the page dispatches itself is nothing's cause. */
  readonly dispatched: EventRecord[];
  /** What was done during one of those. */
  readonly during: Record[];
  /** What was done outside of any. */
  readonly outside: Record[];
}

export function createCauseIndex(): CauseIndex {
  const byContext = new Map<string, Told>();

  function toldOf(context: string): Told {
    let told = byContext.get(context);
    if (!told) {
      told = { events: [], dispatched: [], during: [], outside: [] };
      byContext.set(context, told);
    }
    return told;
  }

  /**
   * The event that a record was made during: an event is noted before its handlers run, and none is
   * dispatched during another, so of several with one stamp it is the last before the record.
   */
  function dispatchedAt({ context, seq }: Record, cause: number): EventRecord | undefined {
    const { dispatched } = toldOf(context);
    const after = firstIndex(dispatched, (event) => event.seq >= seq);
    for (let at = after - 1; at >= Math.max(0, after - most.events); at -= 1) {
      const event = dispatched[at];
      if (event && stampOf(event) === cause) return event;
    }
    return undefined;
  }

  function eventOf(record: Record): CauseLink | null {
    const cause = causeOf(record);
    if (cause !== undefined) {
      const event = dispatchedAt(record, cause);
      return event ? link(event, 'certain') : null;
    }
    const { events } = toldOf(record.context);
    const event = isDone(record)
      ? events[firstIndex(events, ({ time }) => time > record.time) - 1]
      : undefined;
    return event && record.time - event.time < soon ? link(event, 'likely') : null;
  }

  function madeDuring(event: Record): readonly Record[] {
    const { during } = toldOf(event.context);
    const first = firstIndex(during, ({ seq }) => seq > event.seq);
    let end = first;
    for (; end < first + most.during; end += 1) {
      const record = during[end];
      const cause = record && causeOf(record);
      if (!record || cause === undefined || dispatchedAt(record, cause)?.seq !== event.seq) break;
    }
    return end === first ? nothing : during.slice(first, end);
  }
  function madeBy(event: Record): Made[] {
    const made: Made[] = [];
    for (const record of madeDuring(event))
      if (!isError(record)) made.push({ record, confidence: 'certain' });
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
      if (isEvent(record)) {
        told.events.push(record);
        if (isDispatched(record)) told.dispatched.push(record);
      }
      if (causeOf(record) !== undefined) told.during.push(record);
      else if (isDone(record)) told.outside.push(record);
    },
    during(event) {
      const made = madeDuring(event);
      return made.some(isError) ? made.filter((record) => !isError(record)) : made;
    },
    thrownBy(event) {
      for (const record of madeDuring(event))
        if (record.type === 'error' && record.channel.kind === thrownOn(event)) return record;
      return undefined;
    },
    forget(before) {
      for (const [context, told] of byContext) {
        const lists: Record[][] = [told.events, told.dispatched, told.during, told.outside];
        for (const list of lists)
          list.splice(
            0,
            firstIndex(list, ({ time }) => time >= before),
          );
        if (lists.every(({ length }) => length === 0)) byContext.delete(context);
      }
    },
  };
}

/**
 * One step back and forth across contexts: from an event to what sent it, from a send to the events that it
 * became, or to a worker's answers.
 */
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

const nothing: readonly Record[] = [];

function isError({ type }: Record): boolean {
  return type === 'error';
}

function causeOf(record: Record): number | undefined {
  return 'cause' in record ? record.cause : undefined;
}

/** Events of both areas reach the same listeners; what those throw is counted under the local one. */
function thrownOn({ channel }: Record): ChannelKind {
  return channel.kind === 'session-storage' ? 'local-storage' : channel.kind;
}

/** By the browser, not by the page itself. */
function isDispatched(event: EventRecord): boolean {
  return event.type === 'state' || event.isTrusted;
}

function isDone({ type }: Record): boolean {
  return type === 'storage-write' || type === 'send';
}

function link({ context, seq }: RecordRef, confidence: CauseLink['confidence']): CauseLink {
  return { record: { context, seq }, confidence };
}
