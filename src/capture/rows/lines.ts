import { byPlace, mergeByPlace } from '../../record/by-time';
import type { Exchanges } from '../../exchange/correlate';
import { isFailed } from '../../exchange/failed';
import { deleteBefore, firstIndex, takeBefore } from '../../record/held';
import type { Holders } from '../../presence/holders';
import type { ChannelKind, Context, Record } from '../../record/record';
import { createLives, type Life } from './lives';
import { createPresences, type PresenceInfo } from './presences';
import { mayBeLateMs } from '../../time-windows';

/** The records that are a row among exchanges: what begins an exchange or a life, and who could hear. */
export interface Lines {
  /** In the order of their times. After `begin` it is another list. */
  all(): readonly Record[];
  /** Of a thin row; undefined for what is a row of its own. */
  presence(record: Record): PresenceInfo | undefined;
  /** How many thin rows there are. */
  thin(): number;
  life(record: Record): Life | undefined;
  /** Who was on the lock, socket or database of a record by then. */
  holdersAt(record: Record): Holders;
  /** Those of each lock, socket or database. */
  channels(kind: ChannelKind): Iterable<readonly Record[]>;
  /** The record whose row shows this one; undefined: none does, or it is not known yet. */
  headOf(record: Record): Record | undefined;
  /** Storage events and receives that are no row yet, because their send may still come. */
  undecided(): readonly Record[];
  /** A handler threw during the delivery of this one. */
  threw(record: Record): boolean;
  /** Records that failed, and those during whose delivery a handler threw. */
  troubled(): Iterable<Record>;
  /** Everything anew. */
  begin(records: readonly Record[], documents: Iterable<string>): void;
  /** What came. The earliest time of a change; Infinity: none. */
  take(came: Came, now: number): number;
  /**
   * Lets go of what was before that time. The earliest time of what is a row only now that those before it
   * are gone; Infinity: nothing is.
   */
  forget(before: number): number;
}

export interface Came {
  readonly fresh: readonly Record[];
  /** Records whose exchange is another one now. */
  readonly moved: Iterable<Record>;
  /** Ids of documents that the background told of, or told more of. */
  readonly told: Iterable<string>;
}

/** What other ends, which no hook sees, may have sent: its first receive shows it at once. */
const unseenEnds = new Set(['shared-worker', 'service-worker', 'websocket', 'event-source', 'window']);

export function createLines(
  exchanges: () => Exchanges,
  contextOf: (id: string) => Context | undefined,
): Lines {
  const lives = createLives();
  const presences = createPresences();
  let list: Record[] = [];
  let heads = new Set<Record>();
  let shown = new Map<Record, PresenceInfo>();
  let thrown = new Set<Record>();
  let failed = new Set<Record>();
  /** Receives and storage events whose send may still come. */
  let waits: Record[] = [];
  /** The ends of documents that said nothing of it. */
  const ends = new Map<string, Record>();
  let begins = -Infinity;

  function headOf(record: Record): Record | undefined {
    if (heads.has(record)) return record;
    const life = lives.of(record);
    if (life) return life.head;
    if (record.type === 'error' && record.cause !== undefined) {
      const event = eventOf(record);
      return event && headOf(event);
    }
    const head = isEvent(record) ? exchanges().headOf(record) : undefined;
    return head && heads.has(head) ? head : undefined;
  }

  /** The event during which a handler threw. */
  function eventOf(error: Record): Record | undefined {
    const link = exchanges().causeIndex.eventOf(error);
    return link ? exchanges().record(link.record) : undefined;
  }

  /** true: it is a row. false: it is none, so far. null: that is to be seen. */
  function isHead(record: Record, now: number): boolean | null {
    switch (record.type) {
      case 'storage-write':
      case 'send':
        return true;
      case 'storage-event':
      case 'receive': {
        if (!record.isTrusted) return true;
        const head = exchanges().headOf(record);
        if (head !== record) return false;
        if (unseenEnds.has(record.channel.kind) || record.time <= now - mayBeLateMs) return true;
        return null;
      }
      case 'open':
        return lives.take(record) ?? record.error !== undefined;
      case 'error':
        return lives.take(record) ?? record.cause === undefined;
      case 'state':
        return lives.take(record) ?? record.state === 'tried';
      case 'close':
        return lives.take(record) ?? false;
      default:
        return false;
    }
  }

  function see(record: Record, now: number, added: Record[]): void {
    const info = presences.take(record);
    if (info) shown.set(record, info);
    if (isFailed(record)) failed.add(record);
    const head = info ? true : isHead(record, now);
    if (head === null) waits.push(record);
    if (!head) return;
    heads.add(record);
    added.push(record);
  }

  function noteThrown(record: Record): Record | undefined {
    if (record.type !== 'error' || record.cause === undefined) return undefined;
    const event = eventOf(record);
    if (event) thrown.add(event);
    const head = event && headOf(event);
    if (head) thrown.add(head);
    return head;
  }

  /** A receive or storage event is a row or is none any more. */
  function look(record: Record, now: number, added: Record[], gone: Set<Record>): void {
    const head = isHead(record, now);
    if (head === null) waits.push(record);
    else if (head && !heads.has(record)) {
      heads.add(record);
      if (!gone.delete(record)) added.push(record);
    } else if (!head && heads.delete(record)) gone.add(record);
  }

  /** A document may say late that it is gone, or be there again. */
  function seeEnds(documents: Iterable<string>, added: Record[], gone: Set<Record>): void {
    for (const id of documents) {
      const context = contextOf(id);
      const known = context && presences.end(context);
      const end = known && known.time >= begins ? known : undefined;
      const before = ends.get(id);
      if (before?.time === end?.time) continue;
      if (before) {
        ends.delete(id);
        shown.delete(before);
        if (heads.delete(before)) gone.add(before);
      }
      if (end) {
        ends.set(id, end);
        shown.set(end, { what: 'gone', channel: null, after: null, count: null });
        heads.add(end);
        added.push(end);
      }
    }
  }

  return {
    all: () => list,
    presence: (record) => shown.get(record),
    thin: () => shown.size,
    life: lives.of,
    holdersAt: lives.holdersAt,
    channels: lives.all,
    headOf,
    undecided: () => waits.filter((record) => exchanges().headOf(record) === record),
    threw: (record) => thrown.has(record),
    *troubled() {
      yield* thrown;
      yield* failed;
    },
    begin(records, documents) {
      lives.clear();
      ends.clear();
      begins = -Infinity;
      presences.clear();
      heads = new Set();
      shown = new Map();
      thrown = new Set();
      failed = new Set();
      waits = [];
      list = [];
      const now = exchanges().now();
      for (const record of records) see(record, now, list);
      seeEnds(documents, list, new Set());
      list.sort(byPlace);
      for (const record of records) noteThrown(record);
    },
    take({ fresh, moved, told }, now) {
      const added: Record[] = [];
      const gone = new Set<Record>();
      let from = Infinity;
      const due: Record[] = [];
      const waiting = waits;
      waits = [];
      for (const record of waiting) (record.time <= now - mayBeLateMs ? due : waits).push(record);
      for (const record of [...fresh].sort((a, b) => a.time - b.time)) see(record, now, added);
      const ofLives = fresh.flatMap(({ type, context }) => (type === 'lifecycle' ? [context] : []));
      seeEnds(new Set([...ofLives, ...told]), added, gone);
      for (const record of moved) look(record, now, added, gone);
      for (const record of due) look(record, now, added, gone);
      for (const record of fresh) from = Math.min(from, noteThrown(record)?.time ?? Infinity);
      for (const { time } of gone) from = Math.min(from, time);
      if (gone.size > 0) {
        const at = firstIndex(list, ({ time }) => time >= from);
        const kept = list.splice(at).filter((record) => !gone.has(record));
        for (const record of kept) list.push(record);
      }
      // One that came and went within this call is in both.
      const here = [...new Set(added)].filter((record) => heads.has(record) && !gone.has(record));
      for (const { time } of here) from = Math.min(from, time);
      mergeByPlace(list, here);
      return from;
    },
    forget(before) {
      for (const record of takeBefore(list, before)) heads.delete(record);
      for (const some of [shown, thrown, failed]) deleteBefore(some, before);
      begins = before;
      for (const [context, { time }] of ends) if (time < before) ends.delete(context);
      waits = waits.filter(({ time }) => time >= before);
      const begun = lives.forget(before).filter((record) => !heads.has(record));
      for (const record of begun) heads.add(record);
      mergeByPlace(list, begun);
      return begun.reduce((least, { time }) => Math.min(least, time), Infinity);
    },
  };
}

function isEvent({ type }: Record): boolean {
  return type === 'storage-event' || type === 'receive';
}
