import { byPlace } from '../../record/by-time';
import { cookieWrite } from '../../record/cookie-text';
import { cookieWriter } from '../../causes/cookie-writer';
import { wholeText } from '../../shown/columns';
import { firstIndex } from '../../record/held';
import type { Context, Record, Text } from '../../record/record';
import { cookieOf } from '../../shown/content';
import { isAreaKind } from '../../record/storage-areas';
import { createAreaNames, type AreaName } from './areas';
import { alike, heldIn, valueBefore, type How } from './change';
import { createKeyHistory, type KeyHistory } from './key-history';

/** What is known of one area. */
export interface Area extends AreaName {
  readonly keys: ReadonlyMap<string, KeyHistory>;
  /** Keys that were there before the recording, and were not read. */
  readonly left: number;
}

/**
 * Each key of an origin's storage at any time. It follows what comes, and costs nothing until somebody asks.
 */
export interface StorageHistory {
  /** As of the rows of exchanges, in the order of time. */
  areas(heads: readonly Record[]): ReadonlyMap<string, Area>;
  /** Takes the next of those rows, about so many, where there are more: what goes is to be known by then. */
  prepare(heads: readonly Record[], count: number): void;
  /** Documents that told of a cookie's change. */
  heardCookie(record: Record): readonly string[];
  /** The page's write that made a cookie change; undefined where a server, or somebody unseen, did. */
  cookieWriteOf(record: Record): Record | undefined;
  /**
   * Everything anew. What it knew of what is not held any more stays, by the rows of exchanges as they were.
   */
  begin(records: readonly Record[], heads: readonly Record[]): void;
  /** Records that came; and the time from which the rows of exchanges are others. */
  take(fresh: readonly Record[], heads: number): void;
}

type GrowingArea = Area & {
  readonly keys: Map<string, KeyHistory>;
  /** Keys that have a value at the end. */
  readonly present: Set<string>;
  /** All of its keys are known from then on: it was read, or cleared. */
  wholeSince: number;
  left: number;
};

type StoredRecord = Record & { readonly type: 'stored' };

/** A cookie's change is told of within so many milliseconds by every document. */
const toldWithin = 5_000;
/** Of cookies, the latest. */
const writesLookedAt = 1_000;

/** `undecided`: storage events that may yet turn out to be of a write that is still to come. */
export function createStorageHistory(
  contextOf: (id: string) => Context | undefined,
  undecided: () => readonly Record[],
): StorageHistory {
  const areaNameOf = createAreaNames(contextOf);
  let areas = new Map<string, GrowingArea>();
  /** Key and time of each change that records of storage made, in the order in which they were taken. */
  let changed: { readonly area: GrowingArea; readonly key: KeyHistory; readonly time: number }[] = [];
  let cookieWrites: Record[] = [];
  /** What was read of areas, in the order in which it came. */
  let read: StoredRecord[] = [];
  let told = new Map<Record, string[]>();
  /** From this time on what is known is out of date. */
  let outdated = -Infinity;
  let first = -Infinity;

  function areaOf(record: Record): GrowingArea {
    const name = areaNameOf(record);
    let area = areas.get(name.id);
    if (!area) {
      area = { ...name, keys: new Map(), present: new Set(), wholeSince: Infinity, left: 0 };
      areas.set(name.id, area);
    }
    return area;
  }

  function keyOf(area: GrowingArea, name: string): KeyHistory {
    let key = area.keys.get(name);
    if (!key) {
      key = createKeyHistory(name);
      area.keys.set(name, key);
    }
    return key;
  }

  function lastOf(key: KeyHistory): Text | null {
    return key.at(key.count() - 1)?.value ?? null;
  }

  function push(area: GrowingArea, key: KeyHistory, record: Record, how: How, time = record.time): void {
    key.push(record, how, time);
    changed.push({ area, key, time: record.time });
    note(area, key);
  }

  function note(area: GrowingArea, key: KeyHistory): void {
    if (lastOf(key) === null) area.present.delete(key.key);
    else area.present.add(key.key);
  }

  /** Undoes what is not certain any more. */
  function undo(from: number): void {
    for (let last = changed.at(-1); last && last.time >= from; last = changed.at(-1)) {
      changed.pop();
      last.key.pop();
      if (last.key.count() === 0) last.area.keys.delete(last.key.key);
      note(last.area, last.key);
    }
    for (const area of areas.values()) if (area.wholeSince >= from) area.wholeSince = Infinity;
  }

  function apply(record: Record): void {
    if (record.type === 'stored') {
      applyStored(record);
      return;
    }
    if (!isAreaKind(record.channel.kind) || record.channel.kind === 'cookie') return;
    if (record.type !== 'storage-write' && record.type !== 'storage-event') return;
    if (record.type === 'storage-write' ? record.error : !record.isTrusted) return;
    const area = areaOf(record);
    if (record.key === null) {
      for (const name of [...area.present]) push(area, keyOf(area, name), record, 'clear');
      area.wholeSince = Math.min(area.wholeSince, record.time);
      return;
    }
    const key = keyOf(area, wholeText(record.key));
    tellBefore(area, key, record);
    push(area, key, record, 'write');
  }

  /** What an area held: what no record told of was there before, or changed unseen. */
  function applyStored(record: StoredRecord): void {
    const area = areaOf(record);
    const held = heldIn(record);
    area.left = record.left;
    for (const [name, value] of held) tellHeld(area, keyOf(area, name), record, value);
    if (record.left > 0) return;
    for (const name of [...area.present])
      if (!held.has(name)) tellHeld(area, keyOf(area, name), record, null);
    area.wholeSince = Math.min(area.wholeSince, record.time);
  }

  /** What was there before a change, where nothing told of it. */
  function tellBefore(area: GrowingArea, key: KeyHistory, record: Record): void {
    const value = valueBefore(record);
    if (value !== undefined) tellHeld(area, key, record, value);
  }

  function tellHeld(area: GrowingArea, key: KeyHistory, record: Record, value: Text | null): void {
    if (key.count() > 0) {
      if (!key.hadLately(value, record.time)) push(area, key, record, 'unseen');
    } else if (value !== null && record.time > area.wholeSince) push(area, key, record, 'unseen');
    else if (value !== null) push(area, key, record, 'before', -Infinity);
  }

  /** Cookies are told of by every document: the same change is one. */
  function applyCookie(record: Record & { readonly type: 'state' }): void {
    const write = cookieWrite(record);
    if (write) cookieWrites.push(record);
    if (write && !isDeaf(contextOf(record.context))) return;
    const area = areaOf(record);
    const key = keyOf(area, write?.name ?? cookieOf(record).name);
    const value =
      record.state === 'deleted' || write?.removes ? null : (write?.value ?? cookieOf(record).value);
    for (let at = key.count() - 1; at >= 0; at -= 1) {
      const change = key.at(at);
      if (!change || change.time < record.time - toldWithin) break;
      const by = told.get(change.record);
      if (!by || by.includes(record.context) || !alike(change.value, value)) continue;
      by.push(record.context);
      key.moveUp(at, record.time);
      return;
    }
    const before = valueBefore(record);
    if (key.count() === 0 && before !== undefined && before !== null) key.insert(record, 'before', -Infinity);
    key.insert(record, 'write', record.time);
    told.set(record, [record.context]);
  }

  /** A document sees the cookies of its path alone: that others are not among them says nothing. */
  function applyCookies(record: StoredRecord): void {
    const area = areaOf(record);
    area.left = record.left;
    for (const name of heldIn(record).keys()) {
      const key = keyOf(area, name);
      const first = key.at(0);
      if (!first || (first.how !== 'before' && first.time > record.time))
        key.insert(record, 'before', -Infinity);
    }
  }

  function see(record: Record): void {
    if (record.type === 'stored') {
      if (record.channel.kind === 'cookie') applyCookies(record);
      else if (isAreaKind(record.channel.kind)) read.push(record);
    }
    if (record.type === 'state' && record.channel.kind === 'cookie') applyCookie(record);
  }

  /** Takes what is of before `until`. */
  function catchUp(heads: readonly Record[], until = Infinity): void {
    if (outdated >= until) return;
    undo(outdated);
    const from = firstIndex(heads, ({ time }) => time >= outdated);
    const to = firstIndex(heads, ({ time }) => time >= until);
    const isDue = ({ time }: Record): boolean => time >= outdated && time < until;
    const open = undecided().filter(isDue);
    const readings = read.filter(isDue);
    const due = [...heads.slice(from, to), ...open, ...readings];
    if (open.length + readings.length > 0) due.sort(byPlace);
    for (const record of due) apply(record);
    // Whether those are writes of their own is not known yet.
    outdated = open.reduce((least, { time }) => Math.min(least, time), until);
  }

  /** What it knows of the time before the first record that is held, as a beginning. */
  function remembered(from: number): Map<string, GrowingArea> {
    const kept = new Map<string, GrowingArea>();
    for (const area of areas.values()) {
      const of: GrowingArea = {
        ...area,
        keys: new Map(),
        present: new Set(),
      };
      for (const [name, key] of area.keys) {
        let last = key.indexAt(from);
        while ((key.at(last)?.time ?? -Infinity) >= from) last -= 1;
        const change = key.at(last);
        if (!change || change.value === null) continue;
        const left = createKeyHistory(name, key.writes(last));
        left.push(change.record, change.how, change.time);
        of.keys.set(name, left);
        of.present.add(name);
      }
      kept.set(area.id, of);
    }
    return kept;
  }

  return {
    areas(heads) {
      catchUp(heads);
      return areas;
    },
    prepare(heads, count) {
      const next = heads[firstIndex(heads, ({ time }) => time >= outdated) + count];
      if (next) catchUp(heads, next.time);
    },
    heardCookie: (record) => told.get(record) ?? [],
    cookieWriteOf(record) {
      return cookieWriter(cookieWrites.slice(-writesLookedAt), record);
    },
    begin(records, heads) {
      const start = records[0]?.time ?? -Infinity;
      const remembers = start > first && first > -Infinity;
      if (remembers) catchUp(heads, start);
      areas = remembers ? remembered(start) : new Map<string, GrowingArea>();
      first = start;
      changed = [];
      cookieWrites = [];
      read = [];
      told = new Map();
      outdated = -Infinity;
      for (const record of records) see(record);
    },
    take(fresh, heads) {
      outdated = Math.min(outdated, heads);
      for (const record of fresh) {
        see(record);
        if (record.type === 'stored') outdated = Math.min(outdated, record.time);
      }
    },
  };
}

/**
 * Where the page is no secure context nobody is told of cookies (Cookie Store API): what it writes itself has
 * to do.
 */
function isDeaf(context: Context | undefined): boolean {
  if (!context || !URL.canParse(context.url)) return false;
  const { protocol, hostname } = new URL(context.url);
  return protocol === 'http:' && !/^(?:localhost|.*\.localhost|127\..*|\[::1\])$/.test(hostname);
}
