import { changesNothing, wholeText } from '../columns';
import type { Record, StorageEventRecord, StorageWrite, Text } from '../record';
import type { Correlator, Delivery, Exchange, RecordRef } from './types';

type Write = StorageWrite & { readonly context: string; readonly seq: number };
type Event = StorageEventRecord & { readonly context: string; readonly seq: number };

/** Milliseconds by which the clocks of two documents may differ. */
const skew = 5;
/** Events of one direct write reach all tabs within this time, in milliseconds. */
const sameWrite = 2_000;

/** What is known of the documents by their URLs. */
export interface ContextUrls {
  /** Whether a context has, or had, this URL; true where nothing is known of it. */
  mayHave(context: string, url: string): boolean;
  /** Ids of the contexts that have, or had, this URL. */
  at(url: string): readonly string[];
}

interface Building {
  readonly id: string;
  readonly write: Write | null;
  /** The event that an unseen write is known by. */
  readonly witness: Event | null;
  readonly events: Event[];
  rivals: ReadonlySet<string>;
}

/**
 * Pairs storage writes with the events that they caused: same area, key and values, another context, the writer's URL, in order. Where
 * two writes of different contexts fit an event equally, both are named.
 */
export function createCorrelator(contexts: ContextUrls): Correlator {
  const exchanges = new Map<string, Building>();
  const byRecord = new Map<string, string>();
  /** Writes and events by what they tell: those that may belong together are in one list. */
  const writes = new Map<string, Building[]>();
  const unpaired = new Map<string, Event[]>();
  /** The latest unseen write, by what its events tell and their url. */
  const witnessed = new Map<string, Building>();

  function add(record: Record): string | null {
    if (record.type === 'storage-write')
      return record.error || changesNothing(record) ? null : addWrite(record);
    return record.type === 'storage-event' && record.isTrusted ? addEvent(record) : null;
  }

  function addWrite(write: Write): string {
    const id = nameOf(write);
    const building: Building = { id, write, witness: null, events: [], rivals: new Set() };
    exchanges.set(id, building);
    byRecord.set(id, id);
    const key = signature(write);
    listIn(writes, key).push(building);
    const waiting = unpaired.get(key) ?? [];
    const left = waiting.filter((event) => {
      if (!fits(building, event) || building.events.some(({ context }) => context === event.context))
        return true;
      join(building, event, [building]);
      return false;
    });
    if (left.length > 0) unpaired.set(key, left);
    else unpaired.delete(key);
    return id;
  }

  function addEvent(event: Event): string {
    const key = signature(event);
    const candidates = (writes.get(key) ?? []).filter(
      (building) =>
        fits(building, event) && !building.events.some(({ context }) => context === event.context),
    );
    const chosen = candidates[0];
    if (chosen) return join(chosen, event, candidates);
    listIn(unpaired, key).push(event);
    return inferred(event);
  }

  function fits(building: Building, event: Event): boolean {
    const { write } = building;
    if (!write || write.context === event.context || write.time > event.time + skew) return false;
    return contexts.mayHave(write.context, wholeText(event.url));
  }

  function join(building: Building, event: Event, candidates: readonly Building[]): string {
    const before = byRecord.get(nameOf(event));
    if (before !== undefined && before !== building.id) leave(before, event);
    building.events.push(event);
    byRecord.set(nameOf(event), building.id);
    const writers = new Set(candidates.flatMap(({ write }) => (write ? [write.context] : [])));
    if (writers.size > 1) building.rivals = writers;
    return building.id;
  }

  /** An event of a write that was not seen: a direct property write, or one whose record is still to come. */
  function inferred(event: Event): string {
    const key = `${signature(event)} ${wholeText(event.url)}`;
    const known = witnessed.get(key);
    const joins =
      known?.witness &&
      Math.abs(known.witness.time - event.time) < sameWrite &&
      !known.events.some(({ context }) => context === event.context);
    const building = joins
      ? known
      : { id: nameOf(event), write: null, witness: event, events: [], rivals: new Set<string>() };
    witnessed.set(key, building);
    exchanges.set(building.id, building);
    building.events.push(event);
    byRecord.set(nameOf(event), building.id);
    return building.id;
  }

  function leave(id: string, event: Event): void {
    const building = exchanges.get(id);
    if (!building) return;
    building.events.splice(building.events.indexOf(event), 1);
    if (building.events.length === 0 && !building.write) exchanges.delete(id);
  }

  /** Whoever has the url that the events name, and did not get one itself: the writer never does. */
  function unseenWriters({ witness, events }: Building): string[] {
    if (!witness) return [];
    const receivers = new Set(events.map(({ context }) => context));
    return contexts.at(wholeText(witness.url)).filter((context) => !receivers.has(context));
  }

  function get(id: string): Exchange | undefined {
    const building = exchanges.get(id);
    const sent = building?.write ?? building?.witness;
    if (!building || !sent) return undefined;
    const { write, rivals } = building;
    const writers = write ? (rivals.size > 0 ? [...rivals] : [write.context]) : unseenWriters(building);
    return {
      id,
      channel: sent.channel,
      send: write && rivals.size === 0 ? { context: write.context, seq: write.seq } : null,
      writers,
      certain: write !== null && rivals.size === 0,
      deliveries: building.events.map((event) => delivery(event, write)),
    };
  }

  return {
    add: (records) => records.map(add).filter((id) => id !== null),
    get,
    of: (ref) => {
      const id = byRecord.get(nameOf(ref));
      return id === undefined ? undefined : get(id);
    },
  };
}

function delivery(event: Event, write: Write | null): Delivery {
  const { context, seq } = event;
  const arrived = { context, verdict: 'arrived', record: { context, seq } } as const;
  return write ? { ...arrived, latency: Math.max(0, event.time - write.time) } : arrived;
}

function nameOf({ context, seq }: RecordRef): string {
  return `${context}/${seq}`;
}

/** What a write and its events have in common. For clear() the event tells neither key nor values. */
function signature(record: Write | Event): string {
  const change = record.key === null ? [null] : [record.key, record.oldValue, record.newValue];
  return JSON.stringify([record.channel.kind, ...change.map(brief)]);
}

function brief(text: Text | null): unknown {
  if (text === null || (typeof text === 'string' && text.length <= 300)) return text;
  const whole = wholeText(text);
  return [text.length, whole.slice(0, 200), whole.slice(-50)];
}

function listIn<T>(lists: Map<string, T[]>, key: string): T[] {
  const known = lists.get(key) ?? [];
  lists.set(key, known);
  return known;
}
