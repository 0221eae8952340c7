import type { Record } from '../../record/record';
import { createBySeq } from '../../record/by-seq';
import type { ChannelObject } from '../../presence/channel-objects';
import type { KnownContext } from '../../presence/contexts';
import {
  aloneWith,
  createBuilding,
  none,
  onlyRecord,
  type Building,
  type Rules,
  type Sink,
  type Source,
} from './group';
import { createGroupTable, type Group } from './group-table';
import { insertByTime } from '../../record/held';
import { leave } from './leaving';
import { pairGroup, reachesBack } from './pair-group';
import { beforeOf, type Signature } from './signature';
import type { RecordRef } from '../types';
import { mayBeLateMs } from '../../time-windows';

/**
 * Records that may belong together, in groups by what they have in common. A group is paired anew whenever a
 * record joins it, so that the result does not depend on the order in which contexts are heard of; what is
 * old is settled and leaves its group.
 */
export interface Groups {
  /** `object`: that it was sent or received on; null for storage. */
  add(record: Record, signature: Signature | 'alone', of: KnownContext, object: ChannelObject | null): void;
  /**
   * Pairs groups that have changed since so many records were `added`; those of many alike, unless it is to
   * be `all`, some times a second only: of the time of all records, `now`. Says whether there was too much to
   * do at once.
   */
  settle(all: boolean, added: number, now: number): boolean;
  of(ref: RecordRef): Building | undefined;
  /**
   * Lets what is older than that leave the groups, `most` of them; its pairing stays. `wait`: a frozen
   * receiver may still get something.
   */
  close(before: number, wait: boolean, most: number): void;
  /** Lets go of exchanges whose records are forgotten. */
  forget(before: number): void;
}

/**
 * With more sources or sinks alike (a heartbeat, a storm) a group is paired anew only so often, in
 * milliseconds.
 */
const repeated = { sources: 4, sinks: 100 };
const pairRepeatedEvery = 250;
/**
 * Groups are paired anew that hold so many records for each that came, and so many beside; the rest the next
 * time.
 */
const atOnce = { aRecord: 20, beside: 500 };
/** Of so many records alike only the latest are paired anew, and of no more than that. */
const large = 400;
const maxOpen = 500;
/** While more records than this are in groups they leave after so many milliseconds. */
const crowd = { records: 50_000, leavesAfter: 5_000 };

/** `moved` hears of a receive or storage event whose exchange is another one than before. */
export function createGroups(rules: Rules, moved?: (record: Record) => void): Groups {
  const table = createGroupTable();
  const dirty = new Set<Group>();
  /**
   * Those in which something may become known of what is unexplained: what others heard of is in other
   * groups.
   */
  const wondering = new Set<Group>();
  /** A record stands for the exchange that it is alone: those are too many for an object each. */
  const index = createBySeq<Building | Record>();
  let latest = -Infinity;
  let closed = -Infinity;
  let waits = false;
  /** Records in groups. */
  let open = 0;

  function closeGroup(group: Group, before: number): void {
    open -= sizeOf(group);
    for (const building of leave(group, before, waits, rules)) {
      const only = onlyRecord(building);
      if (only && index.get(only) === building) index.set(only, only);
    }
    open += sizeOf(group);
  }

  /**
   * The writes or events of a key that made the value which was there before an event, as far as the document
   * of a write heard of them.
   */
  function heardBefore(event: Record, { of }: Source): readonly Sink[] | null {
    const signature = event.type === 'storage-event' ? beforeOf(event) : null;
    return signature && (table.peek(signature)?.sinks.filter((sink) => sink.of === of) ?? []);
  }

  function settleGroup(group: Group): void {
    const { sources, sinks } = group;
    const size = sources.length + sinks.length;
    pairGroup(group, rules, heardBefore, latest);
    for (const sink of sinks) {
      if (!sink.building || sink.building === sink.entered) continue;
      sink.entered = sink.building;
      moved?.(sink.record);
      index.set(sink.record, sink.building);
    }
    const explaining = group.idle.filter(({ building }) => building.sinks.length > 0);
    for (const { building, record } of explaining) index.set(record, building);
    // Another of them may explain it better once it is known what its document heard.
    if (explaining.length > 0 || (group.idle.length > 0 && group.unseen.length > 0)) wondering.add(group);
    closeGroup(group, size > large ? Math.max(closed, latest - mayBeLateMs) : closed);
    const middle = sources[sources.length >> 1] ?? sinks[sinks.length >> 1];
    if (middle && sources.length + sinks.length > maxOpen) closeGroup(group, middle.record.time);
    if (middle && isTooLarge(group)) closeGroup(group, middle.record.time + 1);
  }

  return {
    add(record, signature, of, object) {
      if (signature === 'alone') {
        index.set(record, record);
        if (record.type === 'receive') moved?.(record);
        return;
      }
      latest = Math.max(latest, record.time);
      open += 1;
      const group = table.find(signature, latest);
      const { value } = signature;
      if (signature.side === 'idle') {
        group.idle = insert(group.idle, {
          record,
          value,
          of,
          object,
          building: createBuilding(record, none),
        });
        if (group.unseen.length > 0 || group.sinks.length > 0) dirty.add(group);
        return;
      }
      dirty.add(group);
      if (group.fixed && reachesBack(group.fixed, record.time, signature.side)) group.fixed = null;
      if (signature.side === 'sink')
        group.sinks = insert(group.sinks, { record, value, of, object, building: null, entered: null });
      else {
        const building = createBuilding(record, none);
        index.set(record, building);
        group.sources = insert(group.sources, { record, value, of, object, building });
      }
    },
    settle(all, added, now) {
      if (dirty.size === 0 || !all) {
        for (const group of wondering) dirty.add(group);
        wondering.clear();
      }
      let left = atOnce.aRecord * added + atOnce.beside;
      for (const group of dirty) {
        if (left <= 0) return true;
        const isRepeated = group.sources.length > repeated.sources || group.sinks.length > repeated.sinks;
        const mayWait = isRepeated && !group.fixed && !isTooLarge(group);
        if (mayWait && !all && now - group.paired < pairRepeatedEvery) continue;
        group.paired = latest;
        left -= group.sources.length + group.sinks.length;
        dirty.delete(group);
        settleGroup(group);
      }
      return false;
    },
    of(ref) {
      const found = index.get(ref);
      return found && 'type' in found ? aloneWith(found) : found;
    },
    close(before, wait, most) {
      closed = open > crowd.records ? Math.max(before, latest - crowd.leavesAfter) : before;
      waits = wait;
      table.sweep(closed, latest, most, (group) => {
        closeGroup(group, closed);
        return sizeOf(group) > 0;
      });
    },
    forget(before) {
      index.forget((item) => (('type' in item ? item : (item.source ?? item.sinks[0]))?.time ?? 0) < before);
    },
  };
}

function sizeOf({ sources, sinks, idle }: Group): number {
  return sources.length + sinks.length + idle.length;
}

/** So many at one time that no time parts them, and all of them would be paired at once. */
function isTooLarge({ sources, sinks }: Group): boolean {
  return sources.length + sinks.length > 2 * maxOpen;
}

/**
 * The list with the item, in the order of times. Most stay the only one: a list of one has no room for more.
 */
function insert<T extends { readonly record: Record }>(list: T[], item: T): T[] {
  if (list.length === 0) return [item];
  insertByTime(list, item, timeOf);
  return list;
}

function timeOf({ record }: { readonly record: Record }): number {
  return record.time;
}
