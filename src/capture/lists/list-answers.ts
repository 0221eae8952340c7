import { isFailed } from '../../exchange/failed';
import { firstIndex } from '../../record/held';
import { refOf } from '../../record/record-name';
import type { Record } from '../../record/record';
import type { Analysed } from '../analysed';
import { plainExchange } from '../rows/details';
import type { RecordSeen } from '../rows/details-types';
import type { Following } from '../following';
import type { Unit } from './folding';
import type { Held } from '../held';
import { hasProblem, isProblem } from '../known';
import { createListing, type Listing, type Slot } from './listing';
import type { Filtered, List, Passed } from './lists';
import { conversationOf, membersOfRows, namesOf } from './members';
import { countKinds, within } from '../overviews';
import type { PlaceAnswer, Row } from '../rows/row-types';
import type { Answers, Asked } from '../types';
import type { TimeWindow, View } from '../view';

/** Answers about the list that a view means: its rows, where one is, and how many there are of what. */
export interface ListAnswers {
  rows(question: Asked<'rows'>, version: number): Answers['rows'];
  events(question: Asked<'events'>, version: number): Answers['events'];
  members(question: Asked<'members'>, version: number): Answers['members'];
  place(question: Asked<'place'>, version: number): PlaceAnswer;
  problem(question: Asked<'problem'>, version: number): PlaceAnswer;
  chips(question: Asked<'chips'>, version: number): Answers['chips'];
  seenOf(record: Record): RecordSeen;
  /** The record that an id of any row, or of a record, names. */
  named(id: string): Record | null;
  /** Rows of exchanges, thin ones left out. */
  count(): number;
  /** The list, which goes on by itself until it is complete. */
  of(view: View): List;
  /** What passes a filter, counted as it comes. */
  followed(view: Filtered): Passed;
  /** Rows of exchanges that pass a filter, in a window, without thin ones. */
  passing(
    view: Filtered,
    window: TimeWindow | null,
  ): { readonly records: readonly Record[]; readonly complete: boolean };
}

export function createListAnswers(following: Following, held: Held, analysed: Analysed): ListAnswers {
  const { known, lines, lists, rows, recordOf } = following;

  function of(view: View): List {
    const list = lists.of(view);
    if (!list.complete) following.goOn();
    return list;
  }

  function listOf(view: View): { readonly list: List; readonly listing: Listing } {
    const list = of(view);
    const deliveries = new Set<Record>();
    const folds = new Set<Record>();
    for (const id of view.expanded) {
      const isFold = id.endsWith('*') && recordOf(refOf(id)) === undefined;
      const record = recordOf(refOf(isFold ? id.slice(0, -1) : id));
      if (record) (isFold ? folds : deliveries).add(record);
    }
    const listing = createListing(list.units, { deliveries, folds }, countBelow(view), list.sorted);
    return { list, listing };
  }

  function countBelow({ mode }: View): (head: Record) => number {
    return mode === 'events' ? () => 0 : rows.deliveryCount;
  }

  function rowOf(slot: Slot, view: View): Row | null {
    switch (slot.slot) {
      case 'unit': {
        const { unit, expanded } = slot;
        if (view.mode === 'events') return rows.event(unit.head);
        if (unit.members) return rows.fold(unit, expanded);
        if (lines.presence(unit.head)) return rows.presence(unit.head);
        return rows.exchange(unit.head, { depth: 0, expanded });
      }
      case 'member':
        return rows.exchange(slot.record, { depth: 1, expanded: slot.expanded });
      case 'delivery':
        return rows.deliveries(slot.head, slot.depth)[slot.index] ?? null;
    }
  }

  /** What a list has from one index to another. */
  function partOf(view: View, range: { readonly from: number; readonly to: number }) {
    const { list, listing } = listOf(view);
    const { total } = listing;
    const [first, end] = bounds(range, total);
    return { list, total, first, slots: listing.slots(first, end) };
  }

  function rowsAnswer(question: Asked<'rows'>, version: number): Answers['rows'] {
    const { view } = question;
    const { list, slots, ...part } = partOf(view, question);
    return {
      version,
      ...part,
      passing: list.passing,
      all: view.mode === 'events' ? held.all().length : count(),
      rows: slots.flatMap((slot) => rowOf(slot, view) ?? []),
      complete: list.complete,
      filterError: list.error,
    };
  }

  function membersAnswer({ of }: Asked<'members'>, version: number): Answers['members'] {
    const { chosen, complete } =
      'view' in of ? listOf(of.view).list : { chosen: conversationOf(of.records, known), complete: true };
    const isRaw = 'view' in of && of.view.mode === 'events';
    return {
      version,
      records: namesOf(isRaw ? chosen : membersOfRows(chosen, held.all(), known)),
      complete,
    };
  }

  function eventsAnswer(question: Asked<'events'>, version: number): Answers['events'] {
    const view: View = { ...question.view, mode: 'events' };
    const { list, slots, ...part } = partOf(view, question);
    return {
      version,
      ...part,
      all: held.all().length,
      records: slots.flatMap((slot) => (slot.slot === 'unit' ? seenOf(slot.unit.head) : [])),
      complete: list.complete,
    };
  }

  function seenOf(record: Record): RecordSeen {
    const exchange = analysed.analysis.correlator.of(record);
    return {
      record,
      exchange: exchange ? plainExchange(exchange) : null,
      findings: analysed.findingsOf(record),
    };
  }

  function count(): number {
    return lines.all().length - lines.thin();
  }

  /** The record that an id of any row, or of a record, names, and what of the id was its own. */
  function named(
    id: string,
  ): { readonly record: Record; readonly isFold: boolean; readonly below: string | null } | null {
    const itself = recordOf(refOf(id));
    const record = itself ?? recordOf(refOf(id.replace(/^!|\*$/g, '')));
    if (record) return { record, isFold: !itself && id.endsWith('*'), below: null };
    const at = id.lastIndexOf('>');
    const head = at < 0 ? undefined : recordOf(refOf(id.slice(0, at)));
    return head ? { record: head, isFold: false, below: id.slice(at + 1) } : null;
  }

  /** The record whose row shows this one. */
  function headIn({ mode }: Pick<View, 'mode'>, record: Record): Record {
    return mode === 'events' ? record : (lines.headOf(record) ?? record);
  }

  function placeAnswer({ view, id }: Asked<'place'>, version: number): PlaceAnswer {
    const { list, listing } = listOf(view);
    const one = named(id);
    const shown = one && headIn(view, one.record);
    let index = shown ? listing.indexOf(shown, one.isFold) : -1;
    if (shown && index >= 0 && one.below !== null) {
      const at = rows
        .deliveries(shown, 1)
        .findIndex(({ who }) => 'context' in who && who.context === one.below);
      const [slot] = listing.slots(index + 1 + at, index + 2 + at);
      if (at >= 0 && slot?.slot === 'delivery') index += 1 + at;
    }
    return placed(view, listing, index, list.complete, version);
  }

  function placed(
    view: View,
    listing: Listing,
    index: number,
    complete: boolean,
    version: number,
  ): PlaceAnswer {
    const [slot] = index < 0 ? [] : listing.slots(index, index + 1);
    const row = slot && rowOf(slot, view);
    return { version, index: row ? index : -1, id: row?.id ?? null, record: row?.record ?? null, complete };
  }

  function problemAnswer(question: Asked<'problem'>, version: number): PlaceAnswer {
    const { view, from, direction } = question;
    const { list, listing } = listOf(view);
    const step = direction === 'next' ? 1 : -1;
    const { units } = list;
    const one = from === null ? null : named(from);
    const start = one && headIn(view, one.record);
    let at = start ? units.findIndex((unit) => holds(unit, start)) : step > 0 ? -1 : units.length;
    for (at += step; at >= 0 && at < units.length; at += step) {
      const unit = units[at];
      if (!unit || !isBad(unit, view)) continue;
      return placed(view, listing, listing.indexOf(unit.head, true), list.complete, version);
    }
    return { version, index: -1, id: null, record: null, complete: list.complete };
  }

  /** Among records that pass, by kind and time; only what may have a problem is looked at. */
  function countProblems(records: readonly Record[], { mode, kinds, window }: View): number {
    const inside = within(records, window);
    const seen = new Set<Record>();
    for (const suspect of mode === 'events'
      ? [...following.evidence(), ...lines.troubled()]
      : following.suspects()) {
      const record = headIn({ mode }, suspect);
      if (kinds && !kinds.includes(record.channel.kind)) continue;
      const unit = { head: record, members: null, kind: 'equal' } as const;
      if (isBad(unit, { mode }) && isAmong(inside, record)) seen.add(record);
    }
    return seen.size;
  }

  function isBad({ head, members }: Unit, { mode }: Pick<View, 'mode'>): boolean {
    if (mode === 'events') return isFailed(head) || hasProblem(known.findingsOf(head));
    return (members ?? [head]).some((record) => isProblem(record, known));
  }

  function followed(view: Filtered): Passed {
    const followedList = lists.passing(view);
    if (!followedList.complete) following.goOn();
    return followedList;
  }

  /** Rows of exchanges that pass a filter, in a window, without thin ones. */
  function passing(
    view: Filtered,
    window: TimeWindow | null,
  ): { readonly records: readonly Record[]; readonly complete: boolean } {
    const { records, complete } = followed(view);
    const inside = within(records, window);
    return {
      complete,
      records: view.mode === 'events' ? inside : inside.filter((record) => !lines.presence(record)),
    };
  }

  function chips({ view }: Asked<'chips'>, version: number): Answers['chips'] {
    const { records, tally, complete } = followed(view);
    return {
      version,
      all: tally.all().count(view.window),
      kinds: countKinds(tally, view.window),
      problems: countProblems(records, view),
      complete,
    };
  }

  return {
    rows: rowsAnswer,
    events: eventsAnswer,
    members: membersAnswer,
    place: placeAnswer,
    problem: problemAnswer,
    chips,
    seenOf,
    named: (id) => named(id)?.record ?? null,
    count,
    of,
    followed,
    passing,
  };
}

/** Negative indices count from the end. */
function bounds({ from, to }: { readonly from: number; readonly to: number }, total: number) {
  const place = (index: number): number => Math.max(0, Math.min(total, index < 0 ? total + index : index));
  return [place(from), place(to)] as const;
}

/** In a list in the order of time. */
function isAmong(records: readonly Record[], record: Record): boolean {
  let at = firstIndex(records, ({ time }) => time >= record.time);
  for (; records[at]?.time === record.time; at += 1) if (records[at] === record) return true;
  return false;
}

function holds({ head, members }: Unit, record: Record): boolean {
  return head === record || members?.includes(record) === true;
}
