import { wholeText } from '../columns';
import type { Record } from '../record';
import { createBySeq } from './by-seq';
import {
  createBuilding,
  pairReceiver,
  pairSingle,
  type Building,
  type Rules,
  type Sink,
  type Source,
} from './group';
import { mayBeLate } from './late';
import type { Mode, Signature } from './signature';
import type { RecordRef } from './types';

/**
 * Records that may belong together, in groups by what they have in common. A group is paired anew whenever a record joins it, so that the
 * result does not depend on the order in which contexts are heard of; what is old is settled and leaves its group.
 */
export interface Groups {
  add(record: Record, signature: Signature): void;
  /** Pairs the groups that have changed; large ones, unless it is to be `all`, some times a second only. */
  settle(all: boolean): void;
  of(ref: RecordRef): Building | undefined;
  /** Lets what is older than that leave the groups; its pairing stays. `wait`: a frozen receiver may still get something. */
  close(before: number, wait: boolean): void;
  /** Lets go of exchanges whose records are forgotten. */
  forget(before: number): void;
}

interface Group {
  readonly mode: Mode;
  readonly sources: Source[];
  readonly sinks: Sink[];
  /** Those without a source. */
  unseen: Building[];
  /** The latest time of all records when this group was last added to or looked at. */
  touched: number;
  /** And when it was last paired. */
  paired: number;
}

/** Events of one unseen write, and equal messages of one worker or server, come within so many milliseconds. */
const together = 2_000;
/** Sources that wait for a frozen receiver, in one group. */
const maxWaiting = 1_000;
/** Groups that were touched within so many milliseconds keep their order. */
const inStep = 1_000;
/** Receivers of one message, where it is not a storm of them. */
const usual = 30;
/** So many records alike (a heartbeat, a storm) are paired anew only so often, in milliseconds, and only the latest of them. */
const large = 400;
const pairLargeEvery = 250;
const maxOpen = 20_000;

export function createGroups(rules: Rules): Groups {
  /** In the order in which they were touched. */
  const groups = new Map<string, Group>();
  const dirty = new Set<Group>();
  const index = createBySeq<Building>();
  let latest = -Infinity;
  let closed = -Infinity;
  let waits = false;

  function enter(sink: Sink, building: Building): void {
    if (sink.building === building) return;
    sink.building = building;
    index.set(sink.record, building);
  }

  function touch(key: string, group: Group): void {
    if (latest - group.touched < inStep) return;
    group.touched = latest;
    groups.delete(key);
    groups.set(key, group);
  }

  function groupOf({ key, mode }: Signature): Group {
    const group = groups.get(key) ?? {
      mode,
      sources: [],
      sinks: [],
      unseen: [],
      touched: -Infinity,
      paired: -Infinity,
    };
    touch(key, group);
    return group;
  }

  function pairGroup(group: Group): void {
    for (const { building } of group.sources) {
      building.sinks.length = 0;
      building.rivals = null;
      building.unsure = false;
    }
    const unpaired = group.mode === 'fan-out' ? group.sinks : unpairedOf(group);
    group.unseen = gather(unpaired, group.mode);
    for (const one of group.unseen) for (const sink of one.sinks) enter(sink, one);
    for (const { building } of group.sources) for (const sink of building.sinks) enter(sink, building);
  }

  function unpairedOf({ mode, sources, sinks }: Group): readonly Sink[] {
    if (sources.length === 0 || sinks.length === 0) return sinks;
    const [only] = sources;
    if (only && sources.length === 1 && sinks.length <= usual) {
      const unpaired = pairSingle(only, sinks, rules);
      if (unpaired.length === 0) return unpaired;
      only.building.sinks.length = 0;
      only.building.unsure = false;
    }
    if (mode === 'one') return pairReceiver(sources, sinks, rules, new Set());
    const unpaired: Sink[] = [];
    for (const own of byReceiver(sinks)) {
      const [sample] = own;
      const fitting = sample ? sources.filter((source) => rules.reaches(source, sample)) : [];
      for (const sink of pairReceiver(fitting, own, rules, new Set())) unpaired.push(sink);
    }
    return unpaired.sort((a, b) => a.record.time - b.record.time);
  }

  function closeGroup(group: Group, before: number): void {
    if (((group.sources[0] ?? group.sinks[0])?.record.time ?? before) >= before) return;
    const old = (record: Record): boolean => record.time < before;
    const leaving = new Set<Record>();
    let waiting = 0;
    for (let at = group.sources.length - 1; at >= 0; at -= 1) {
      const source = group.sources[at];
      if (!source || !old(source.record) || !source.building.sinks.every(({ record }) => old(record)))
        continue;
      if (waits && waiting < maxWaiting) {
        waiting += 1;
        continue;
      }
      leaving.add(source.record);
      for (const { record } of source.building.sinks) leaving.add(record);
    }
    for (const one of group.unseen)
      if (one.sinks.every(({ record }) => old(record)))
        for (const { record } of one.sinks) leaving.add(record);
    if (leaving.size === 0) return;
    retain(group.sources, ({ record }) => !leaving.has(record));
    retain(group.sinks, ({ record }) => !leaving.has(record));
    retain(group.unseen, ({ sinks }) => sinks.some(({ record }) => !leaving.has(record)));
  }

  return {
    add(record, signature) {
      const { key, side, usually } = signature;
      const source = side === 'source' ? createBuilding(record) : null;
      if (source) index.set(record, source);
      const item = { record, usually };
      const name = objectName(record);
      if (key === '') {
        if (!source) index.set(record, alone({ ...item, receiver: name, building: null }));
        return;
      }
      latest = Math.max(latest, record.time);
      const group = groupOf(signature);
      dirty.add(group);
      if (source) insert(group.sources, { ...item, building: source, stream: name });
      else insert(group.sinks, { ...item, receiver: name, building: null });
    },
    settle(all) {
      for (const group of dirty) {
        const isLarge = group.sources.length + group.sinks.length > large;
        if (isLarge && !all && latest - group.paired < pairLargeEvery) continue;
        group.paired = latest;
        dirty.delete(group);
        pairGroup(group);
        closeGroup(group, isLarge ? latest - mayBeLate : closed);
        const { sources, sinks } = group;
        if (sources.length + sinks.length < maxOpen) continue;
        closeGroup(group, (sources[sources.length >> 1] ?? sinks[sinks.length >> 1])?.record.time ?? 0);
      }
    },
    of: index.get,
    close(before, wait) {
      closed = before;
      waits = wait;
      for (const [key, group] of groups) {
        if (group.touched >= before) break;
        closeGroup(group, before);
        if (group.sources.length === 0 && group.sinks.length === 0) groups.delete(key);
        else touch(key, group);
      }
    },
    forget(before) {
      index.forget(({ source, sinks }) => ((source ?? sinks[0]?.record)?.time ?? 0) < before);
    },
  };
}

function alone(sink: Sink): Building {
  const made = createBuilding(null);
  made.sinks.push(sink);
  return made;
}

/** Sinks without a source: what came to several receivers together is one exchange. */
function gather(sinks: readonly Sink[], mode: Mode): Building[] {
  const all: Building[] = [];
  const latest = new Map<string, Building>();
  for (const sink of sinks) {
    const alike = `${sink.usually}\n${urlOf(sink.record)}`;
    const known = mode === 'one' || sink.record.channel.kind === 'window' ? undefined : latest.get(alike);
    const first = known?.sinks[0];
    if (
      known &&
      first &&
      sink.record.time - first.record.time < together &&
      !known.sinks.some(({ receiver }) => receiver === sink.receiver)
    ) {
      known.sinks.push(sink);
      known.unsure = true;
      continue;
    }
    const made = alone(sink);
    made.unsure = mode !== 'fan-out';
    latest.set(alike, made);
    all.push(made);
  }
  return all;
}

function urlOf(record: Record): string {
  return record.type === 'storage-event' ? wholeText(record.url) : '';
}

function byReceiver(sinks: readonly Sink[]): Iterable<Sink[]> {
  const lists = new Map<string, Sink[]>();
  for (const sink of sinks) {
    const list = lists.get(sink.receiver);
    if (list) list.push(sink);
    else lists.set(sink.receiver, [sink]);
  }
  return lists.values();
}

/** Keeps the order of times; records of one context come in theirs, so the place is near the end. */
function insert<T extends { readonly record: Record }>(list: T[], item: T): void {
  let at = list.length;
  while (at > 0 && (list[at - 1]?.record.time ?? 0) > item.record.time) at -= 1;
  if (at === list.length) list.push(item);
  else list.splice(at, 0, item);
}

function retain<T>(list: T[], keep: (item: T) => boolean): void {
  let kept = 0;
  for (const item of list) {
    if (!keep(item)) continue;
    list[kept] = item;
    kept += 1;
  }
  list.length = kept;
}

export function nameOf({ context, seq }: RecordRef): string {
  return `${context}/${seq}`;
}

/** The document for storage, the object for channels. */
function objectName(record: Record): string {
  return 'object' in record ? `${record.context}/${record.object}` : record.context;
}
