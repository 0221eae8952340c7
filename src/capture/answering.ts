import { isFailed } from '../exchange/failed';
import { firstIndex } from '../record/held';
import { refOf } from '../record/record-name';
import type { RecordRef } from '../exchange/types';
import { findingCodes } from '../findings/catalogue';
import { readFilter } from '../filter/filter';
import type { Finding } from '../findings/types';
import type { Record } from '../record/record';
import { findingText, type FindingSpeak } from '../shown/finding-text';
import type { TabNames } from '../shown/tab-names';
import type { Analysed } from './analysed';
import { detailsOf, plainExchange } from './details';
import { findingsByRow } from './findings-of-rows';
import type { Unit } from './folding';
import type { Held } from './held';
import type { Host } from './host';
import { hasProblem, isProblem, type Known } from './known';
import { createLines } from './lines';
import { createListing, type Listing, type Slot } from './listing';
import { createLists, type List } from './lists';
import { connectionsOf } from './connections/connections';
import { conversationOf, membersOfRows, namesOf } from './members';
import { contextNames } from './names';
import { channelsOf, countKinds, rateOf, rateOfKinds, within } from './overviews';
import { ratesOf } from './rates/rates';
import { createRows } from './rows';
import { sortUnits } from './sorting';
import { createStorageAnswers } from './storage/answers';
import { createStorageHistory } from './storage/storage-history';
import { timelineOf } from './timeline/timeline';
import { createLanes } from './timeline/lanes';
import type { Answers, AnswerTo, Question } from './types';
import type { FindingRow } from './list-types';
import type { PlaceAnswer, Row } from './row-types';
import type { RecordSeen } from './details-types';
import type { TimeWindow, View } from './view';
import { valuesOf } from './values';

/** Answers questions about what is held; it works out nothing before it is asked. */
export interface Answering {
  answer<Q extends Question>(question: Q, version: number): AnswerTo<Q>;
  /** Something came or changed: what was answered may not hold any more. */
  mayDiffer(): void;
  /** The same question will be answered anew. */
  forgetAnswers(): void;
  /** Records came, later or earlier ones. */
  came(records: readonly Record[]): void;
  /** Another exchange is the one of this receive or storage event. */
  moved(record: Record): void;
  /** The background told of this document, or told more of it. */
  told(document: string): void;
  /** These, the oldest, are gone: all that is of before that time. */
  letGo(records: readonly Record[], before: number): void;
  /** All records are others, or gone. */
  replaced(): void;
}

export interface AnsweringOptions {
  readonly origin: string;
  readonly held: Held;
  readonly analysed: Analysed;
  readonly names: TabNames;
  readonly gone: ReadonlySet<string>;
  readonly state: { readonly loading: boolean; readonly paused: boolean; readonly trouble: string };
  readonly host: Host;
  readonly speak: FindingSpeak | undefined;
  /** Answers have changed without anything coming: a filter has gone on. */
  changed(): void;
  /** Nothing has changed, but answers that lagged behind are to be asked for anew. */
  askedAnew(): void;
}

/** Records that may wait to be seen; with more everything is seen anew. */
const mostFresh = 50_000;
/** A filter goes on for so many milliseconds at once. */
const workMs = 8;
/** What it found so far is shown after so many milliseconds, and then after twice as many, up to the most. */
const shownAfter = { first: 24, most: 400 };
const answersKept = 200;
const mostCostly = 20;
const looksAtAll: ReadonlySet<string> = new Set([
  'channels',
  'latencies',
  'rate',
  'rates',
  'values',
  'connections',
]);

/** What costs a look at every record is worked out anew after so many times what it took. */
const restsFor = 20;

interface Costly {
  readonly answer: Answers[Question['ask']];
  readonly from: number;
  readonly took: number;
  /** How often anything had changed then. */
  readonly changes: number;
}

export function createAnswering(options: AnsweringOptions): Answering {
  const { origin, held, analysed, names, gone, state, host, speak, changed, askedAnew } = options;
  const answers = new Map<string, Answers[Question['ask']]>();
  /** The last answers that took a look at everything. */
  const costly = new Map<string, Costly>();
  const lines = createLines(() => analysed.analysis.correlator, names.context);
  let fresh: Record[] = [];
  const moved = new Set<Record>();
  /** Ids of documents that more is known of. */
  const told = new Set<string>();
  /** What is of before that time is gone, since the last question. */
  let begins = -Infinity;
  /** Everything is to be seen anew. */
  let anew = true;
  let generation = -1;
  let findings: readonly Finding[] = [];
  let byRow: Map<Record, Finding[]> | null = null;
  let working = false;
  let resting = false;
  let changes = 0;
  /** Records of each document; null: to be counted. */
  let counted: Map<string, number> | null = null;

  const known: Known = {
    exchanges: () => analysed.analysis.correlator,
    lines,
    names,
    findingsOf: analysed.findingsOf,
    findingsOfRow(head) {
      byRow ??= findingsByRow(findings, recordOf, lines.headOf);
      return byRow.get(head) ?? [];
    },
  };
  const rows = createRows(known);
  const storage = createStorageHistory(names.context, lines.undecided);
  const storageAnswers = createStorageAnswers(storage, known, rows);
  const lists = createLists({ exchanges: lines.all, events: held.all }, known, host, (units, view) =>
    sortUnits(units, view, rows, known),
  );

  /** Records that may have a problem: what findings name, what failed, what made a handler throw. */
  function* suspects(): Generator<Record> {
    byRow ??= findingsByRow(findings, recordOf, lines.headOf);
    yield* byRow.keys();
    yield* lines.troubled();
  }

  function recordOf(ref: RecordRef): Record | undefined {
    return analysed.analysis.correlator.record(ref);
  }

  /** Takes in what came since the last question. */
  function update(): void {
    const { correlator } = analysed.analysis;
    if (anew || analysed.generation !== generation) {
      const isOther = analysed.generation !== generation;
      anew = false;
      generation = analysed.generation;
      storage.begin(held.all(), lines.all());
      lines.begin(
        held.all(),
        names.all().map(({ id }) => id),
      );
      lists.replaced(isOther);
      byRow = null;
    } else {
      const from = fresh.reduce((least, { time }) => Math.min(least, time), Infinity);
      const heads = lines.take({ fresh, moved, told }, correlator.now());
      if (heads < Infinity) byRow = null;
      storage.take(fresh, heads);
      // The oldest will go soon: not all of them are to be taken then.
      if (held.isFull(0)) storage.prepare(lines.all(), 2 * fresh.length);
      lists.changed(heads, from);
      lists.moved(() => [...fresh, ...moved].flatMap((record) => [record, lines.headOf(record) ?? record]));
      if (begins > -Infinity) forget(begins);
    }
    begins = -Infinity;
    fresh = [];
    moved.clear();
    told.clear();
    const found = analysed.analysis.findings();
    if (found === findings) return;
    const before = evidenceOf(findings);
    findings = found;
    byRow = null;
    lists.doubt([...before, ...evidenceOf(findings)]);
  }

  /** Lets go of what was before that time. */
  function forget(before: number): void {
    storage.begin(held.all(), lines.all());
    const changed = lines.forget(before);
    lists.forget(before);
    if (changed < Infinity) lists.changed(changed, Infinity);
    byRow = null;
  }

  /** Records that findings name, and the rows that show them. */
  function evidenceOf(of: readonly Finding[]): Record[] {
    return of
      .flatMap(({ evidence, earlier }) => [...evidence, ...earlier])
      .flatMap((ref) => {
        const record = recordOf(ref);
        const head = record && lines.headOf(record);
        return [record, head].filter((one) => one !== undefined);
      });
  }

  /** Goes on with what could not be looked at within one answer. */
  async function work(): Promise<void> {
    if (working) return;
    working = true;
    let due = host.clock() + shownAfter.first;
    let rest = shownAfter.first;
    for (let more = true; more;) {
      await host.breathe();
      more = lists.work(workMs);
      if (more && host.clock() < due) continue;
      changed();
      rest = Math.min(shownAfter.most, 2 * rest);
      due = host.clock() + rest;
    }
    working = false;
  }

  function listOf(view: View): { readonly list: List; readonly listing: Listing } {
    const list = lists.of(view);
    if (!list.complete) void work();
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

  function rowsAnswer(question: Question & { ask: 'rows' }, version: number): Answers['rows'] {
    const { view } = question;
    const { list, listing } = listOf(view);
    const { total } = listing;
    const [from, to] = bounds(question, total);
    return {
      version,
      total,
      passing: list.passing,
      all: view.mode === 'events' ? held.all().length : countRows(),
      first: from,
      rows: listing.slots(from, to).flatMap((slot) => rowOf(slot, view) ?? []),
      complete: list.complete,
      filterError: list.error,
    };
  }

  function membersAnswer({ of }: Question & { ask: 'members' }, version: number): Answers['members'] {
    const { chosen, complete } =
      'view' in of ? listOf(of.view).list : { chosen: conversationOf(of.records, known), complete: true };
    const isRaw = 'view' in of && of.view.mode === 'events';
    return {
      version,
      records: namesOf(isRaw ? chosen : membersOfRows(chosen, held.all(), known)),
      complete,
    };
  }

  function eventsAnswer(question: Question & { ask: 'events' }, version: number): Answers['events'] {
    const view: View = { ...question.view, mode: 'events' };
    const { list, listing } = listOf(view);
    const { total } = listing;
    const [from, to] = bounds(question, total);
    return {
      version,
      total,
      all: held.all().length,
      first: from,
      records: listing
        .slots(from, to)
        .flatMap((slot) => (slot.slot === 'unit' ? seenOf(slot.unit.head) : [])),
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

  function latenciesAnswer(question: Question & { ask: 'latencies' }, version: number): Answers['latencies'] {
    const { window } = question;
    const { correlator } = analysed.analysis;
    const { filter } = readFilter(question.filter);
    const all = correlator.latencies();
    const shown = window ? correlator.latencies(within(held.all(), window)) : all;
    return {
      version,
      all: all.length,
      latencies: shown.filter(({ channel: { kind, name } }) => filter?.text(`${kind}\n${name}`) ?? true),
    };
  }

  function countRows(): number {
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

  function placeAnswer(view: View, id: string, version: number): PlaceAnswer {
    const { list, listing } = listOf(view);
    const one = named(id);
    const shown = one && (view.mode === 'events' ? one.record : (lines.headOf(one.record) ?? one.record));
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

  function problemAnswer(question: Question & { ask: 'problem' }, version: number): PlaceAnswer {
    const { view, from, direction } = question;
    const { list, listing } = listOf(view);
    const step = direction === 'next' ? 1 : -1;
    const { units } = list;
    const one = from === null ? null : named(from);
    const start = one && (view.mode === 'events' ? one.record : (lines.headOf(one.record) ?? one.record));
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
    for (const suspect of mode === 'events' ? [...evidenceOf(findings), ...lines.troubled()] : suspects()) {
      const record = mode === 'events' ? suspect : (lines.headOf(suspect) ?? suspect);
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

  function followed(view: Pick<View, 'mode' | 'filter' | 'problemsOnly'>) {
    const followedList = lists.passing(view);
    if (!followedList.complete) void work();
    return followedList;
  }

  /** Rows of exchanges that pass a filter, in a window, without thin ones. */
  function passing(
    view: Pick<View, 'mode' | 'filter' | 'problemsOnly'>,
    window: TimeWindow | null,
  ): { readonly records: readonly Record[]; readonly complete: boolean } {
    const { records, complete } = followed(view);
    const inside = within(records, window);
    return {
      complete,
      records: view.mode === 'events' ? inside : inside.filter((record) => !lines.presence(record)),
    };
  }

  function range(): TimeWindow | null {
    const all = held.all();
    const [first, last] = [all[0], all.at(-1)];
    return first && last ? { from: first.time, to: last.time } : null;
  }

  function findingsAnswer(question: Question & { ask: 'findings' }, version: number): Answers['findings'] {
    const { kinds, window } = question;
    const { filter } = readFilter(question.filter);
    const shown = findings
      .filter(({ channel }) => !kinds || kinds.includes(channel.kind))
      .filter(({ first, last }) => !window || (last >= window.from && first <= window.to))
      .filter((finding) => filter?.finding(finding, titleOf(finding)) ?? true)
      .map((finding): FindingRow => ({
        finding,
        past: finding.contexts.length > 0 && finding.contexts.every(isGone),
        span: spanOf(finding.evidence),
      }));
    return {
      version,
      findings: shown,
      all: findings.length,
      checked: {
        messages: countRows(),
        contexts: names.all().length,
        causes: findingCodes.length,
      },
    };
  }

  function spanOf(evidence: readonly RecordRef[]): TimeWindow | null {
    const times = evidence.flatMap((ref) => recordOf(ref)?.time ?? []);
    return times.length < 2 ? null : { from: Math.min(...times), to: Math.max(...times) };
  }

  function titleOf(finding: Finding): string {
    if (!speak) return '';
    return findingText(finding, 'title', speak, (context) => {
      const { letter, title } = names.of(context);
      return `${letter} ${title}`;
    });
  }

  function isGone(id: string): boolean {
    return gone.has(id) || (names.context(id)?.ended ?? null) !== null;
  }

  /** Of each document. */
  function countRecords(): ReadonlyMap<string, number> {
    if (counted) return counted;
    counted = new Map();
    count(held.all());
    return counted;
  }

  function count(records: readonly Record[]): void {
    if (!counted) return;
    for (const { context } of records) counted.set(context, (counted.get(context) ?? 0) + 1);
  }

  function contextsAnswer(question: Question & { ask: 'contexts' }, version: number): Answers['contexts'] {
    const counts = countRecords();
    const { window } = question;
    const { filter } = readFilter(question.filter);
    const contexts = analysed.analysis.correlator.contexts();
    return {
      version,
      contexts: contexts.map((info) => ({ ...info, records: counts.get(info.context.id) ?? 0 })),
      passing: contexts
        .filter(({ context: { title, url } }) => filter?.text(`${title}\n${url}`) ?? true)
        .filter(({ context, state: of, since }) => {
          const until = of === 'gone' ? since : Infinity;
          return !window || (until >= window.from && context.created <= window.to);
        })
        .map(({ context }) => context.id),
      documents: names.all(),
      names: contextNames(names, isGone),
    };
  }

  function statusAnswer(version: number): Answers['status'] {
    const problems = { error: 0, warning: 0, info: 0 };
    for (const { severity } of findings) problems[severity] += 1;
    const open = analysed.analysis.correlator.contexts().filter(({ state: of }) => of !== 'gone');
    const times = range();
    return {
      version,
      origin,
      ...state,
      waiting: held.waiting(),
      leftOut: held.leftOut(),
      records: held.all().length,
      size: 0,
      first: times?.from ?? null,
      last: times?.to ?? null,
      problems,
      open: open.filter(({ state: of }) => of !== 'discarded').length,
      partial: open.filter(({ context }) => context.partial).length,
    };
  }

  function ratesAnswer(question: Question & { ask: 'rates' }, version: number): Answers['rates'] {
    const { filter, kinds, of, bars } = question;
    const times = range();
    const chosen = question.window ?? times;
    const window = chosen &&
      times && { from: Math.max(chosen.from, times.from), to: Math.min(chosen.to, times.to) };
    const view = { mode: 'exchanges', filter, problemsOnly: false } as const;
    const { records, complete } = passing(view, window);
    const passed = filter === '' ? null : new Set(records);
    const isIn = (head: Record): boolean =>
      passed?.has(head) !== false && kinds?.includes(head.channel.kind) !== false;
    const asked = { window: window ?? { from: 0, to: 0 }, of, bars, passes: passed || kinds ? isIn : null };
    return { version, window, ...ratesOf(lines.all(), held.all(), asked, known), complete };
  }

  function near(time: number, milliseconds: number): readonly Record[] {
    return within(held.all(), { from: time - milliseconds, to: time + milliseconds });
  }

  function answerTo(question: Question, version: number): Answers[Question['ask']] {
    switch (question.ask) {
      case 'status':
        return statusAnswer(version);
      case 'rows':
        return rowsAnswer(question, version);
      case 'place':
        return placeAnswer(question.view, question.id, version);
      case 'problem':
        return problemAnswer(question, version);
      case 'exchange': {
        const one = named(question.id)?.record;
        const head = one && lines.headOf(one);
        if (!head || lines.presence(head))
          return { version, row: null, details: null, complete: !state.loading };
        return {
          version,
          row: rows.exchange(head, { depth: 0, expanded: false }),
          details: detailsOf(head, known, rows, near),
          complete: !state.loading,
        };
      }
      case 'record': {
        const record = recordOf(question.record);
        if (!record) return { version, row: null, details: null, complete: !state.loading };
        return {
          version,
          row: rows.event(record),
          details: detailsOf(record, known, rows, near),
          complete: !state.loading,
        };
      }
      case 'members':
        return membersAnswer(question, version);
      case 'records':
        return {
          version,
          records: question.records.map((ref) => {
            const record = recordOf(ref);
            return record ? seenOf(record) : null;
          }),
          complete: !state.loading,
        };
      case 'events':
        return eventsAnswer(question, version);
      case 'findings':
        return findingsAnswer(question, version);
      case 'contexts':
        return contextsAnswer(question, version);
      case 'channels':
        return { version, channels: channelsOf(within(held.all(), question.window), isRow) };
      case 'chips': {
        const { view } = question;
        const { records, tally, complete } = followed(view);
        return {
          version,
          all: tally.all().count(view.window),
          kinds: countKinds(tally, view.window),
          problems: countProblems(records, view),
          complete,
        };
      }
      case 'latencies':
        return latenciesAnswer(question, version);
      case 'rate': {
        const times = question.range ?? range();
        if (!times)
          return { version, range: null, parts: [], most: 0, busiest: 0, marks: [], complete: true };
        const view = { mode: 'exchanges', filter: question.filter, problemsOnly: false } as const;
        const { kinds } = question;
        const whole = range();
        const holdsAll = !whole || (times.from <= whole.from && times.to >= whole.to);
        if (question.by === 'channel' && holdsAll && (kinds === null || kinds.length === 1)) {
          const { tally, complete } = followed(view);
          const rate = rateOfKinds(tally, kinds, findings, times, question);
          return { version, range: times, ...rate, complete };
        }
        const { records, complete } = passing(view, times);
        const chosen = kinds ? records.filter(({ channel }) => kinds.includes(channel.kind)) : records;
        return { version, range: times, ...rateOf(chosen, findings, times, question, known), complete };
      }
      case 'rates':
        return ratesAnswer(question, version);
      case 'storage':
        return { version, ...storageAnswers.state(question, range()) };
      case 'key':
        return { version, ...storageAnswers.key(question, range()) };
      case 'step':
        return { version, time: storageAnswers.step(question, range()) };
      case 'timeline': {
        const { filter, kinds, problemsOnly, bins, unfolded } = question;
        const times = question.window ?? range();
        const none = { lanes: [], arrows: [], blocks: [], locks: [] };
        if (!times) return { version, window: null, range: null, ...none, complete: true };
        // The same list as the one of messages, which is followed already.
        const view: View = {
          mode: 'exchanges',
          filter,
          kinds,
          problemsOnly,
          window: null,
          sort: null,
          expanded: [],
          fold: true,
        };
        const list = lists.of(view);
        if (!list.complete) void work();
        const { complete } = list;
        return {
          version,
          window: times,
          range: range(),
          ...timelineOf(list, times, bins, known, rows, createLanes(known, unfolded), suspects()),
          complete,
        };
      }
      case 'values':
        return { version, values: valuesOf(question, held.all(), findings, known) };
      case 'connections':
        return { version, ...connectionsOf(question, known, held.all(), findings) };
    }
  }

  /** With much that is held and more that comes, overviews lag behind by some of their own cost. */
  function answerInTime(question: Question, key: string, version: number): Answers[Question['ask']] {
    if (!looksAtAll.has(question.ask)) return answerTo(question, version);
    const from = host.clock();
    const last = costly.get(key);
    if (last?.changes === changes) return { ...last.answer, version };
    const rest = last ? restsFor * last.took - (from - last.from) : 0;
    if (last && rest > 0) {
      void answerAfter(rest);
      return { ...last.answer, version };
    }
    const answer = answerTo(question, version);
    if (costly.size >= mostCostly) costly.clear();
    costly.set(key, { answer, from, took: host.clock() - from, changes });
    return answer;
  }

  /** Where nothing more comes, what lags behind is answered anew all the same. */
  async function answerAfter(milliseconds: number): Promise<void> {
    if (resting) return;
    resting = true;
    await host.wait(milliseconds);
    resting = false;
    askedAnew();
  }

  function isRow(record: Record): boolean {
    return lines.headOf(record) === record && !lines.presence(record);
  }

  return {
    answer<Q extends Question>(question: Q, version: number) {
      const key = JSON.stringify(question, finiteOrText);
      let answer = answers.get(key);
      if (!answer) {
        if (answers.size === 0) update();
        if (answers.size >= answersKept) answers.clear();
        answer = answerInTime(question, key, version);
        answers.set(key, answer);
      }
      return answer as AnswerTo<Q>;
    },
    mayDiffer() {
      changes += 1;
    },
    forgetAnswers() {
      answers.clear();
    },
    came(records) {
      count(records);
      if (anew) return;
      if (fresh.length + records.length > mostFresh) {
        anew = true;
        generation = -1;
        fresh = [];
        moved.clear();
      } else for (const record of records) fresh.push(record);
    },
    moved(record) {
      if (!anew) moved.add(record);
    },
    told(document) {
      if (!anew) told.add(document);
    },
    letGo(records, before) {
      if (counted) for (const { context } of records) counted.set(context, (counted.get(context) ?? 0) - 1);
      begins = Math.max(begins, before);
    },
    replaced() {
      costly.clear();
      counted = null;
      anew = true;
      fresh = [];
      moved.clear();
    },
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

/** JSON has no Infinity. */
function finiteOrText(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
