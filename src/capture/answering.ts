import type { RecordRef } from '../exchange/types';
import { findingCodes } from '../findings/catalogue';
import type { Finding } from '../findings/types';
import { readFilter } from '../filter/filter';
import type { Record } from '../record/record';
import { findingText, type FindingSpeak } from '../shown/finding-text';
import type { TabNames } from '../shown/tab-names';
import type { Analysed } from './analysed';
import { connectionsOf } from './connections/connections';
import { detailsOf } from './rows/details';
import { createFollowing } from './following';
import type { Held } from './held';
import type { Host } from './host';
import { createListAnswers } from './lists/list-answers';
import type { FindingRow } from './lists/list-types';
import { contextNames } from './names';
import { channelsOf, rateOf, rateOfKinds, within } from './overviews';
import { ratesOf } from './rates/rates';
import { createLanes } from './timeline/lanes';
import { timelineOf } from './timeline/timeline';
import type { Answers, AnswerTo, Asked, Question } from './types';
import { valuesOf } from './lists/values';
import type { TimeWindow, View } from './view';

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

const answersKept = 200;
const mostCostly = 20;
const looksAtAll: ReadonlySet<string> = new Set(['channels', 'latencies', 'rate', 'rates', 'connections']);

/** What costs a look at every record is worked out anew after so many times what it took. */
const restsFor = 20;

interface Costly {
  readonly made: unknown;
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
  const following = createFollowing({ held, analysed, names, host, changed });
  const { known, lines, rows, recordOf, storage } = following;
  const lists = createListAnswers(following, held, analysed);
  let resting = false;
  let changes = 0;
  /** Records of each document; null: to be counted. */
  let counted: Map<string, number> | null = null;

  function latenciesAnswer(question: Asked<'latencies'>, version: number): Answers['latencies'] {
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

  function range(): TimeWindow | null {
    const all = held.all();
    const [first, last] = [all[0], all.at(-1)];
    return first && last ? { from: first.time, to: last.time } : null;
  }

  function findingsAnswer(question: Asked<'findings'>, version: number): Answers['findings'] {
    const { kinds, window } = question;
    const { filter } = readFilter(question.filter);
    const shown = following
      .findings()
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
      all: following.findings().length,
      checked: {
        messages: lists.count(),
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

  function contextsAnswer(question: Asked<'contexts'>, version: number): Answers['contexts'] {
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
    for (const { severity } of following.findings()) problems[severity] += 1;
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

  function ratesAnswer(question: Asked<'rates'>, version: number): Answers['rates'] {
    const { filter, kinds, of, bars } = question;
    const times = range();
    const chosen = question.window ?? times;
    const window = chosen &&
      times && { from: Math.max(chosen.from, times.from), to: Math.min(chosen.to, times.to) };
    const view = { mode: 'exchanges', filter, problemsOnly: false } as const;
    const { records, complete } = lists.passing(view, window);
    const passed = filter === '' ? null : new Set(records);
    const isIn = (head: Record): boolean =>
      passed?.has(head) !== false && kinds?.includes(head.channel.kind) !== false;
    const asked = { window: window ?? { from: 0, to: 0 }, of, bars, passes: passed || kinds ? isIn : null };
    return { version, window, ...ratesOf(lines.all(), held.all(), asked, known), complete };
  }

  /** Whoever types on asks for fewer of the same. */
  function valuesAnswer({ of, like, most }: Asked<'values'>): Answers['values']['values'] {
    const all = inTime(`values of ${of}`, () => valuesOf(of, held.all(), following.findings(), known));
    const wanted = like.toLowerCase();
    return all.filter(({ value }) => value.toLowerCase().includes(wanted)).slice(0, most);
  }

  function near(time: number, milliseconds: number): readonly Record[] {
    return within(held.all(), { from: time - milliseconds, to: time + milliseconds });
  }

  function answerTo(question: Question, version: number): Answers[Question['ask']] {
    switch (question.ask) {
      case 'status':
        return statusAnswer(version);
      case 'rows':
        return lists.rows(question, version);
      case 'place':
        return lists.place(question, version);
      case 'problem':
        return lists.problem(question, version);
      case 'exchange': {
        const one = lists.named(question.id);
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
        return lists.members(question, version);
      case 'records':
        return {
          version,
          records: question.records.map((ref) => {
            const record = recordOf(ref);
            return record ? lists.seenOf(record) : null;
          }),
          complete: !state.loading,
        };
      case 'events':
        return lists.events(question, version);
      case 'findings':
        return findingsAnswer(question, version);
      case 'contexts':
        return contextsAnswer(question, version);
      case 'channels':
        return { version, channels: channelsOf(within(held.all(), question.window), isRow) };
      case 'chips':
        return lists.chips(question, version);
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
          const { tally, complete } = lists.followed(view);
          const rate = rateOfKinds(tally, kinds, following.findings(), times, question);
          return { version, range: times, ...rate, complete };
        }
        const { records, complete } = lists.passing(view, times);
        const chosen = kinds ? records.filter(({ channel }) => kinds.includes(channel.kind)) : records;
        return {
          version,
          range: times,
          ...rateOf(chosen, following.findings(), times, question, known),
          complete,
        };
      }
      case 'rates':
        return ratesAnswer(question, version);
      case 'storage':
        return { version, ...storage.state(question, range()) };
      case 'key':
        return { version, ...storage.key(question, range()) };
      case 'step':
        return { version, time: storage.step(question, range()) };
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
        const { complete } = list;
        return {
          version,
          window: times,
          range: range(),
          ...timelineOf(list, times, bins, known, rows, createLanes(known, unfolded), following.suspects()),
          complete,
        };
      }
      case 'values':
        return { version, values: valuesAnswer(question) };
      case 'connections':
        return { version, ...connectionsOf(question, known, held.all(), following.findings()) };
    }
  }

  function answerInTime(question: Question, key: string, version: number): Answers[Question['ask']] {
    if (!looksAtAll.has(question.ask)) return answerTo(question, version);
    return { ...inTime(key, () => answerTo(question, version)), version };
  }

  /** With much that is held and more that comes, what looks at everything lags behind by some of its cost. */
  function inTime<Made>(key: string, make: () => Made): Made {
    const from = host.clock();
    const last = costly.get(key);
    const rest = last && last.changes !== changes ? restsFor * last.took - (from - last.from) : 0;
    if (last && rest > 0) void answerAfter(rest);
    if (last && (rest > 0 || last.changes === changes)) return last.made as Made;
    const made = make();
    if (costly.size >= mostCostly) costly.clear();
    costly.set(key, { made, from, took: host.clock() - from, changes });
    return made;
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
        if (answers.size === 0) following.update();
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
      following.came(records);
    },
    moved: following.moved,
    told: following.told,
    letGo(records, before) {
      if (counted) for (const { context } of records) counted.set(context, (counted.get(context) ?? 0) - 1);
      following.letGo(before);
    },
    replaced() {
      costly.clear();
      counted = null;
      following.replaced();
    },
  };
}

/** JSON has no Infinity. */
function finiteOrText(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
