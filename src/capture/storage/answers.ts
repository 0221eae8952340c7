import { wholeText } from '../../shown/columns';
import { nameOf } from '../../record/record-name';
import type { Record, Text } from '../../record/record';
import { isOver } from '../../presence/contexts';
import { previewOfJson } from '../../record/json-preview';
import { change as changeSpans, contentOf, said } from '../../shown/content';
import type { Span } from '../../shown/span';
import { brief } from '../../shown/text-change';
import { valueSpans } from '../../shown/value-spans';
import { aboutOf } from '../../filter/about';
import { readFilter } from '../../filter/filter';
import { marksOf, type Known } from '../known';
import type { Rows } from '../rows/rows';
import type {
  KeyAnswer,
  KeyQuestion,
  KeyRow,
  StepQuestion,
  StorageAnswer,
  StorageArea,
  StorageChange,
  StorageEntry,
  StorageQuestion,
  StorageWriter,
  StripMark,
} from './types';
import type { Reached } from '../rows/row-types';
import type { TimeWindow } from '../view';
import { areaKinds } from '../../record/storage-areas';
import { alike, type Change } from './change';
import type { KeyHistory } from './key-history';
import type { Area, StorageHistory } from './storage-history';
import { storageChanges } from './types';

/** Answers what the State view asks. */
export interface StorageAnswers {
  state(question: StorageQuestion, range: TimeWindow | null): Omit<StorageAnswer, 'version'>;
  key(question: KeyQuestion, range: TimeWindow | null): Omit<KeyAnswer, 'version'>;
  step(question: StepQuestion, range: TimeWindow | null): number | null;
}

/** Writes that are looked at for the last that changed something. */
const lookBack = 100;
/** More writers of one key are not counted apart. */
const mostCounted = 20_000;

export function createStorageAnswers(history: StorageHistory, known: Known, rows: Rows): StorageAnswers {
  function areasNow(): Area[] {
    const areas = [...history.areas(known.lines.all()).values()];
    const letterOf = ({ context }: Area): string => known.names.of(context).letter;
    return areas.sort(
      (a, b) =>
        areaKinds.indexOf(a.kind) - areaKinds.indexOf(b.kind) ||
        Number(a.incognito) - Number(b.incognito) ||
        (a.partition < b.partition ? -1 : a.partition > b.partition ? 1 : 0) ||
        letterOf(a).length - letterOf(b).length ||
        (letterOf(a) < letterOf(b) ? -1 : 1),
    );
  }

  function areaAnswer(area: Area, at: number): StorageArea {
    let keys = 0;
    let size = 0;
    for (const [name, key] of area.keys) {
      const value = key.at(key.indexAt(at))?.value ?? null;
      if (value === null) continue;
      keys += 1;
      size += name.length + value.length;
    }
    const { id, kind, context, partition, incognito, left } = area;
    return { id, kind, context, partition, incognito, keys, size, left };
  }

  function writerOf({ how, record }: Change): StorageWriter {
    if (how === 'before' || how === 'unseen') return { contexts: [], certain: false, how };
    if (record.type === 'storage-event') {
      const exchange = known.exchanges().of(record);
      return { contexts: exchange?.writers ?? [], certain: exchange?.certain ?? false, how };
    }
    if (record.type === 'state' && record.state !== 'written') {
      const write = history.cookieWriteOf(record);
      return { contexts: write ? [write.context] : [], certain: write !== undefined, how };
    }
    return { contexts: [record.context], certain: true, how };
  }

  /** Who had not heard of it at a time. */
  function unheardAt({ record, how }: Change, at: number): Reached[] {
    if (record.type !== 'storage-write' && record.type !== 'storage-event') return [];
    if (how !== 'write' && how !== 'clear') return [];
    const exchange = known.exchanges().of(record);
    return (exchange?.deliveries ?? []).flatMap((delivery): Reached[] => {
      const { context, verdict } = delivery;
      if (exchange?.writers.length === 1 && exchange.writers[0] === context) return [];
      // Its event came, and nobody in the page listens to it.
      const isDeaf = verdict === 'nobody-listening';
      const heard = !isDeaf && delivery.record && known.exchanges().record(delivery.record);
      if (heard) return heard.time <= at ? [] : [{ who: { context }, verdict: 'waiting' }];
      const of = known.exchanges().known.get(context);
      if (of && isOver(of, at)) return [];
      const isMissed = verdict === 'nobody-listening' || verdict === 'frozen' || verdict === 'waiting';
      return isMissed ? [{ who: { context }, verdict }] : [];
    });
  }

  /** The last change up to an index that was none in name only. */
  function lastReal(key: KeyHistory, index: number): Change | undefined {
    for (let at = index; at > index - lookBack; at -= 1) {
      const [change, before] = [key.at(at), key.at(at - 1)];
      if (!change || !before || !alike(change.value, before.value)) return change;
    }
    return key.at(index);
  }

  function strip(key: KeyHistory, range: TimeWindow, bins: number): StripMark[] {
    const width = (range.to - range.from) / bins || 1;
    const marks: StripMark[] = [];
    let index = key.indexAt(range.from - 1) + 1;
    for (let at = key.at(index); at; at = key.at(index)) {
      const bin = Math.min(bins - 1, Math.max(0, Math.floor((at.time - range.from) / width)));
      const next = bin === bins - 1 ? key.count() : key.indexAt(range.from + (bin + 1) * width - 1e-6) + 1;
      // The last of each part: it is what stays.
      const last = key.at(Math.max(index, next - 1)) ?? at;
      if (last.time > -Infinity)
        marks.push({ bin, context: writerOf(last).contexts[0] ?? null, removed: last.value === null });
      index = Math.max(index + 1, next);
    }
    return marks;
  }

  function entryAt(
    found: Found,
    { at, since, bins }: { at: number; since: number | null; bins: number },
    range: TimeWindow,
  ): StorageEntry {
    const { key, change, index, before, shown } = found;
    const last = key.at(index);
    return {
      key: key.key,
      change,
      content: since === null || change !== 'changed' ? valueOf(shown) : changed(before, shown),
      size: key.key.length + (shown?.length ?? 0),
      writer: last ? writerOf(last) : { contexts: [], certain: false, how: 'before' },
      time: last && last.time > -Infinity ? last.time : null,
      writes: key.writes(index + 1),
      unheard: last ? unheardAt(lastReal(key, index) ?? last, at) : [],
      marks: last && last.how === 'write' ? marksOf(known.findingsOfRow(last.record)) : [],
      strip: strip(key, range, bins),
    };
  }

  return {
    state(question, range) {
      const at = question.at ?? range?.to ?? null;
      const { filter, error } = readFilter(question.filter);
      const all = areasNow();
      const none = { changed: 0, added: 0, removed: 0, unchanged: 0 };
      const area = all.find(({ id }) => id === question.area) ?? all[0];
      const empty = { at, range, area: area?.id ?? null, filterError: error };
      if (at === null || !range || !area)
        return { ...empty, areas: [], counts: none, all: 0, total: 0, first: 0, entries: [] };
      const found = find(area, at, question.since);
      const passing = !filter
        ? found
        : found.filter(({ key, index }) => {
            const last = key.at(index);
            if (!last) return false;
            const record = standIn(last, key.key);
            return filter.record(aboutOf(record, known, () => known.findingsOf(record), false));
          });
      const counts = { ...none };
      for (const { change } of passing) counts[change] += 1;
      const listed = passing.filter(({ change }) => !question.folded.includes(change));
      const first = Math.max(0, Math.min(question.from, listed.length));
      const shown = { at, since: question.since, bins: Math.max(1, Math.min(1_000, question.bins)) };
      return {
        ...empty,
        areas: all.map((one) => areaAnswer(one, at)),
        counts,
        all: found.length,
        total: listed.length,
        first,
        entries: listed.slice(first, question.to).map((one) => entryAt(one, shown, range)),
      };
    },
    key(question, range) {
      const at = question.at ?? range?.to ?? Infinity;
      const key = history.areas(known.lines.all()).get(question.area)?.keys.get(question.key);
      const total = key?.count() ?? 0;
      const index = key?.indexAt(at) ?? -1;
      const compared = key && question.since !== null ? key.indexAt(question.since) : -1;
      const first = Math.max(0, Math.min(question.from, total));
      const made: KeyRow[] = [];
      for (let row = first; key && row < Math.min(question.to, total); row += 1)
        made.push(keyRow(key, total - 1 - row));
      return {
        value: key?.at(index)?.value ?? null,
        before: key?.at(compared)?.value ?? null,
        writes: key?.writes(total) ?? 0,
        writers: key ? countWriters(key) : [],
        total,
        first,
        rows: made,
        current: index < 0 ? -1 : total - 1 - index,
        compared: compared < 0 ? -1 : total - 1 - compared,
      };
    },
    step({ area: id, key: name, at, direction }, range) {
      const area = history.areas(known.lines.all()).get(id);
      const time = at ?? range?.to ?? Infinity;
      let found: number | null = null;
      for (const key of name === null ? (area?.keys.values() ?? []) : [area?.keys.get(name)]) {
        const next = key && nextTime(key, time, direction);
        if (next === undefined || next === null) continue;
        found = found === null ? next : direction === 'next' ? Math.min(found, next) : Math.max(found, next);
      }
      return found;
    },
  };

  function countWriters(key: KeyHistory): KeyAnswer['writers'] {
    const counts = new Map<string, number>();
    const total = key.count();
    for (let at = Math.max(0, total - mostCounted); at < total; at += 1) {
      const change = key.at(at);
      if (change?.how !== 'write') continue;
      const [context, ...others] = writerOf(change).contexts;
      if (context !== undefined && others.length === 0) counts.set(context, (counts.get(context) ?? 0) + 1);
    }
    return [...counts].map(([context, count]) => ({ context, count })).sort((a, b) => b.count - a.count);
  }

  function keyRow(key: KeyHistory, index: number): KeyRow {
    const change = key.at(index) as Change;
    const { record, how, time, value } = change;
    const before = key.at(index - 1)?.value ?? null;
    const head = how === 'write' || how === 'clear' ? known.lines.headOf(record) : undefined;
    const row =
      head && !known.lines.presence(head) ? rows.exchange(head, { depth: 0, expanded: false }) : null;
    return {
      time: time > -Infinity ? time : null,
      writer: writerOf(change),
      content: keyContent(change, before),
      size: value === null ? null : value.length,
      reached: record.type === 'state' ? heardCookie(record) : (row?.reached ?? []),
      marks: row?.marks ?? [],
      record: { context: record.context, seq: record.seq },
      exchange: head ? nameOf(head) : null,
    };
  }

  function heardCookie(record: Record): Reached[] {
    return history.heardCookie(record).map((context) => ({ who: { context }, verdict: 'arrived' }));
  }
}

/** A key as it was at the instants. */
interface Found {
  readonly key: KeyHistory;
  readonly change: StorageChange;
  /** Index of its last change. */
  readonly index: number;
  readonly before: Text | null;
  /** What is shown: the value then, or what it was before it was removed. */
  readonly shown: Text | null;
}

function find(area: Area, at: number, since: number | null): Found[] {
  const found: Found[] = [];
  for (const key of area.keys.values()) {
    const index = key.indexAt(at);
    const now = key.at(index)?.value ?? null;
    const before = since === null ? null : (key.at(key.indexAt(since))?.value ?? null);
    if (now === null && before === null) continue;
    const change = since === null ? 'unchanged' : changeOf(before, now);
    found.push({ key, change, index, before, shown: now ?? before });
  }
  const order = (one: Found): number => storageChanges.indexOf(one.change);
  return found.sort((a, b) => order(a) - order(b) || (a.key.key < b.key.key ? -1 : 1));
}

function changeOf(before: Text | null, now: Text | null): StorageChange {
  if (before === null) return 'added';
  if (now === null) return 'removed';
  return alike(before, now) ? 'unchanged' : 'changed';
}

function nextTime(key: KeyHistory, time: number, direction: 'next' | 'previous'): number | null {
  let index = key.indexAt(time);
  if (direction === 'next') index += 1;
  else while (index >= 0 && (key.at(index)?.time ?? 0) >= time) index -= 1;
  const found = key.at(index)?.time;
  return found === undefined || found === -Infinity ? null : found;
}

/** A record of this key alone, for a filter: a clear, and a reading, tell of all keys at once. */
function standIn({ record, how, value }: Change, key: string): Record {
  if (how !== 'clear' && record.type !== 'stored') return record;
  const { context, seq, time, channel } = record;
  return {
    type: 'storage-write',
    method: 'setItem',
    key,
    oldValue: null,
    newValue: value,
    context,
    seq,
    time,
    channel,
  };
}

function valueOf(text: Text | null): Span[] {
  if (text === null) return [];
  const preview = typeof text === 'string' ? previewOfJson(text) : null;
  if (preview !== null) return valueSpans(preview);
  return [{ text: wholeText(text).slice(0, 160), look: 'plain' }];
}

function changed(before: Text | null, after: Text | null): Span[] {
  return before === null || after === null ? valueOf(after) : changeSpans(before, after);
}

/** What one change did, by what is known of the value before it: a record may have seen another one. */
function keyContent({ record, how, value }: Change, before: Text | null): Span[] {
  if (how === 'clear') return contentOf(record);
  if (value === null)
    return before === null
      ? [said('said_removed_missing')]
      : [said('said_removed_was'), { text: brief(wholeText(before)), look: 'old' }];
  if (how === 'before' || before === null) return valueOf(value);
  return alike(before, value) ? [said('said_same_value')] : changeSpans(before, value);
}
