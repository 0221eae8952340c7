import { byPlace } from '../../record/by-time';
import type { Building, Party, Sink, Source } from './group';
import type { Signature } from './signature';

/** Records that may belong together. */
export interface Group {
  readonly signature: Signature;
  /** In the order of their times. */
  sources: Source[];
  sinks: Sink[];
  /**
   * Writes that changed nothing in their own tab's copy: only what nothing else explains is of one of them.
   */
  idle: Source[];
  /** Exchanges of sinks without a source. */
  unseen: readonly Building[];
  /** The latest time of all records when this group was last added to or looked at. */
  touched: number;
  /** And when it was last paired. */
  paired: number;
  /** Where all of it was certain when it was last paired. */
  fixed: Fixed | null;
  /** What is remembered of records that have left it. */
  left: Left | null;
}

/**
 * Up to where the pairing of a group stays as it is, unless a record comes before that or more is known of
 * who was there.
 */
export interface Fixed {
  /** Time up to which its sinks are paired. */
  readonly sinks: number;
  /** Time before which its sources have got to all of these receivers, of each of which one sink is named. */
  readonly sources: number;
  readonly receivers: ReadonlyMap<Party, Sink>;
  /** `Rules.changes` then. */
  readonly changes: number;
}

/** Which receivers may still get something that has left: until when it was sent. */
export interface Left {
  /** For those that are not named. */
  at: number;
  readonly missed: Map<Party, number>;
}

/** Groups by what their records have in common, and by when they were last touched. */
export interface GroupTable {
  /** The group, where there is one. */
  peek(signature: Signature): Group | undefined;
  find(signature: Signature, now: number): Group;
  /**
   * Looks at groups that were not touched since `before`, the oldest first, and at no more than `most`. They
   * are dropped where `keep` says false, else touched `now`.
   */
  sweep(before: number, now: number, most: number, keep: (group: Group) => boolean): void;
}

type ByValue = Map<unknown, Group>;

/** The value of a group that holds all of a name, since some of their pictures were cut for speed. */
export const mixed = Symbol('mixed');

/** Groups are swept in slots of so many milliseconds. */
const width = 100;

export function createGroupTable(): GroupTable {
  const kinds = new Map<string, Map<string, ByValue>>();
  const slots = new Map<number, Group[]>();

  function namesOf({ kind }: Signature): Map<string, ByValue> {
    const names = kinds.get(kind) ?? new Map<string, ByValue>();
    kinds.set(kind, names);
    return names;
  }

  function file(group: Group): void {
    const slot = Math.floor(group.touched / width);
    const groups = slots.get(slot);
    if (groups) groups.push(group);
    else slots.set(slot, [group]);
  }

  function drop(group: Group): void {
    const { signature } = group;
    const names = namesOf(signature);
    const values = names.get(signature.name);
    if (values?.get(signature.value) === group) values.delete(signature.value);
    if (values?.size === 0) names.delete(signature.name);
  }

  function create(signature: Signature, now: number): Group {
    const group: Group = {
      signature,
      sources: [],
      sinks: [],
      idle: [],
      unseen: none,
      touched: now,
      paired: -Infinity,
      fixed: null,
      left: null,
    };
    file(group);
    return group;
  }

  /** One group of all values of a name. */
  function mix(values: ByValue, signature: Signature, now: number): Group {
    const group = create({ ...signature, value: mixed }, now);
    const others = [...values.values()];
    // Of one document and time, the order of its records tells what came first.
    group.sources = others.flatMap(({ sources }) => sources).sort(byPlaceOfRecord);
    group.sinks = others.flatMap(({ sinks }) => sinks).sort(byPlaceOfRecord);
    for (const other of others) empty(other, group);
    values.clear();
    values.set(mixed, group);
    return group;
  }

  return {
    peek: ({ kind, name, value }) => kinds.get(kind)?.get(name)?.get(value),
    find(signature, now) {
      const names = namesOf(signature);
      let values = names.get(signature.name);
      if (!values) {
        values = new Map();
        names.set(signature.name, values);
      }
      const known =
        values.get(mixed) ?? (signature.brief ? mix(values, signature, now) : values.get(signature.value));
      if (known) {
        known.touched = now;
        return known;
      }
      const group = create(signature, now);
      values.set(signature.value, group);
      return group;
    },
    sweep(before, now, most, keep) {
      let looked = 0;
      for (const [slot, groups] of slots) {
        if ((slot + 1) * width > before) continue;
        for (let group = groups.pop(); group; group = groups.pop()) {
          if (group.touched >= before) file(group);
          else if (keep(group)) {
            group.touched = now;
            file(group);
          } else drop(group);
          looked += 1;
          if (looked === most) return;
        }
        slots.delete(slot);
      }
    },
  };
}

const none: readonly Building[] = [];

function byPlaceOfRecord(a: Source | Sink, b: Source | Sink): number {
  return byPlace(a.record, b.record);
}

/** What was in doubt in one group is in doubt in the other that has its records. */
function empty(from: Group, to: Group): void {
  from.sources = [];
  from.sinks = [];
  from.unseen = none;
  const { left } = from;
  if (!left) return;
  to.left ??= { at: -Infinity, missed: new Map() };
  to.left.at = Math.max(to.left.at, left.at);
  for (const [party, at] of left.missed)
    to.left.missed.set(party, Math.max(to.left.missed.get(party) ?? -Infinity, at));
}
