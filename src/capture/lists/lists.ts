import { isFailed } from '../../exchange/failed';
import { deleteBefore, firstIndex, takeBefore } from '../../record/held';
import { aboutOf } from '../../filter/about';
import { readFilter, type Read } from '../../filter/filter';
import { narrows } from '../../filter/narrows';
import type { Record } from '../../record/record';
import { foldRules } from './fold-rules';
import { createFolding, type Folding, type Unit } from './folding';
import type { Host } from '../host';
import { isProblem, hasProblem, type Known } from '../known';
import { createPassing, type Passing } from './passing';
import { createTally, type Tally } from './tally';
import type { FilterError, View } from '../view';

/** The rows of a view before they are made: what passes, folded, sorted. */
export interface List {
  readonly units: readonly Unit[];
  /** The same before they are folded, in the order of time; `thin`: those of them that are thin. */
  readonly chosen: readonly Record[];
  readonly thin: readonly Record[];
  /** Records that pass, presence left out; each folded one counts. */
  readonly passing: number;
  readonly sorted: boolean;
  readonly complete: boolean;
  readonly error: FilterError | null;
}

export type Filtered = Pick<View, 'mode' | 'filter' | 'problemsOnly'>;

/** What passes a filter. */
export interface Passed {
  readonly records: readonly Record[];
  /** Without thin ones. */
  readonly tally: Tally;
  readonly complete: boolean;
}

/** Lists of the views that were asked about lately. They follow what comes, so that asking again is cheap. */
export interface Lists {
  of(view: View): List;
  /** All that pass whatever their kind and time, thin ones too; for counts. */
  passing(view: Filtered): Passed;
  /** Goes on with filters that are under way; whether there is more to do. */
  work(milliseconds: number): boolean;
  /** Records came, or are another row, from that time on: those of exchanges, and raw ones. */
  changed(heads: number, records: number): void;
  /** Who got these is another than before, or known now. */
  moved(records: () => readonly Record[]): void;
  /** All are others; `anew`: what was said of those that stay does not hold any more. */
  replaced(anew: boolean): void;
  /** What was before that time is gone. */
  forget(before: number): void;
  /** What was said of these by findings has changed. */
  doubt(records: readonly Record[]): void;
}

/** So many filters and views are followed. */
const most = 6;
/**
 * As long as a filter goes on, older ones join a list each time they are as many as it has: what is in sight
 * is its end.
 */
const joinsAt = 2;
/** So many are taken at once; more in pieces. */
const mostAtOnce = 2_000;
/** The first answer to a new filter takes so many milliseconds. */
const firstLookMs = 10;

interface Filtering {
  readonly compiled: Read;
  readonly filter: string;
  readonly passing: Passing;
  /** What they leave out it leaves out too; until it has looked at all. */
  readonly wider: Passing[];
  readonly mode: View['mode'];
  readonly asksFindings: boolean;
  readonly asksExchanges: boolean;
  /** Records for some of whose documents it was too early to say. */
  readonly open: Set<Record>;
  readonly tallied: Made<Tally>;
}

/** Made of records in the order of time: takes anew those of a time from `from` on and before `until`. */
interface Taking {
  take(records: readonly Record[], from: number, until: number): void;
  forget(before: number): void;
}

/** What was made of what passes. */
interface Made<T extends Taking> {
  readonly make: () => T;
  made: T;
  /** From this time on it does not hold any more. */
  from: number;
  /** The earliest time that it knows, and how many there were then. */
  begins: number;
  count: number;
  /** Takes its place when it is whole: it knows older ones, and has taken those before `upTo`. */
  next: { readonly made: T; readonly begins: number; upTo: number } | null;
}

interface Following {
  readonly filtering: Filtering;
  readonly taken: Made<Choice>;
  /** In the order of a column, and what they are made of. */
  sorted: readonly Unit[] | null;
  of: Choice | null;
}

interface Choice extends Taking {
  /** By kind and time, and those of them that are thin. */
  readonly chosen: readonly Record[];
  readonly thin: readonly Record[];
  readonly folding: Folding;
}

/** `sort`: units in the order of a view's column. */
export function createLists(
  sources: { readonly [mode in View['mode']]: () => readonly Record[] },
  known: Known,
  host: Host,
  sort: (units: readonly Unit[], view: View) => readonly Unit[],
): Lists {
  const filterings = new Map<string, Filtering>();
  const followings = new Map<string, Following>();

  function filteringOf({ mode, filter, problemsOnly }: Filtered): Filtering {
    const key = JSON.stringify([mode, filter, problemsOnly]);
    const there = filterings.get(key);
    if (there) return again(filterings, key, there);
    const compiled = readFilter(filter);
    const open = new Set<Record>();
    const test = testOf(compiled, mode, problemsOnly, open);
    const wider = widerThan(mode, filter);
    const made: Filtering = {
      compiled,
      filter,
      mode,
      asksFindings: problemsOnly || compiled.filter?.asksFindings === true,
      asksExchanges: compiled.filter?.asksExchanges === true,
      open,
      passing: createPassing(sources[mode], test && amongWider(wider, test), host),
      wider,
      tallied: nothingMade(() => createTally((record) => !isThin(record, { mode }))),
    };
    look(made, firstLookMs);
    const dropped = keep(filterings, key, made);
    for (const [name, { filtering }] of followings) if (filtering === dropped) followings.delete(name);
    return made;
  }

  function testOf(
    { filter }: Read,
    mode: View['mode'],
    problemsOnly: boolean,
    open: Set<Record>,
  ): ((record: Record) => boolean) | null {
    if (!filter && !problemsOnly) return null;
    return (record) => {
      if (problemsOnly && !(mode === 'events' ? isBad(record) : isProblem(record, known))) return false;
      if (!filter) return true;
      const about = aboutOf(
        record,
        known,
        () => (mode === 'events' ? known.findingsOf(record) : known.findingsOfRow(record)),
        mode === 'exchanges',
      );
      if (filter.asksExchanges && about.deliveries().some(({ verdict }) => verdict === 'waiting'))
        open.add(record);
      return filter.record(about);
    };
  }

  /**
   * What passes that filter passes these too, whatever is found out later: whoever types on narrows what
   * passed.
   */
  function widerThan(mode: View['mode'], filter: string): Passing[] {
    return [...filterings.values()]
      .filter((one) => one.mode === mode && !one.asksFindings && !one.asksExchanges)
      .filter((one) => narrows(filter, one.filter))
      .map(({ passing }) => passing);
  }

  function isBad(record: Record): boolean {
    return isFailed(record) || hasProblem(known.findingsOf(record));
  }

  function followingOf(view: View): Following {
    const filtering = filteringOf(view);
    const key = JSON.stringify([
      view.mode,
      view.filter,
      view.problemsOnly,
      view.kinds,
      view.window,
      view.fold,
      view.sort,
    ]);
    const there = followings.get(key);
    if (there?.filtering === filtering) return again(followings, key, there);
    const made: Following = {
      filtering,
      taken: nothingMade(() => choiceOf(view)),
      sorted: null,
      of: null,
    };
    keep(followings, key, made);
    return made;
  }

  /** Tells everybody who follows a filter from when on it has changed. */
  function pass(filtering: Filtering): readonly Record[] {
    const records = filtering.passing.list();
    const from = filtering.passing.takeChange();
    for (const made of madeOf(filtering)) made.from = Math.min(made.from, from);
    return records;
  }

  function madeOf(filtering: Filtering): Made<Taking>[] {
    const all = [...followings.values()].filter((following) => following.filtering === filtering);
    return [filtering.tallied, ...all.map(({ taken }) => taken)];
  }

  /**
   * Takes what has changed; older ones join later, in pieces, where there are many, also at the first time:
   * what is in sight is the end.
   */
  function update(made: Made<Taking>, { passing }: Filtering, records: readonly Record[]): boolean {
    const begins = passing.begins();
    const joins = passing.complete() || records.length >= joinsAt * made.count;
    const isOlder = begins < made.begins && joins && begins < (made.next?.begins ?? Infinity);
    let { from } = made;
    made.from = Infinity;
    const isFirst = made.begins === Infinity;
    const end = isFirst ? records.at(-mostAtOnce) : undefined;
    if (end && records.length > mostAtOnce) {
      made.next = { made: made.make(), begins, upTo: begins };
      made.begins = end.time;
      made.count = mostAtOnce;
    } else if ((from <= made.begins && !made.next) || (isOlder && records.length <= mostAtOnce)) {
      from = -Infinity;
      made.begins = begins;
      made.count = records.length;
      made.next = null;
    } else if (isOlder) made.next ??= { made: made.make(), begins, upTo: begins };
    if (made.next) {
      made.next.upTo = Math.min(made.next.upTo, Math.max(from, made.next.begins));
      from = Math.max(from, made.begins);
    }
    if (from < Infinity) made.made.take(records, from, Infinity);
    return from < Infinity;
  }

  /** Goes on with one whose place another is to take; whether there is more to do. */
  function workOn(made: Made<Taking>, { passing }: Filtering, until: number): boolean {
    const records = passing.list();
    const { next } = made;
    while (next && made.next === next) {
      if (host.clock() >= until) return true;
      const { upTo: from } = next;
      const at = firstIndex(records, ({ time }) => time >= from);
      const to = records[at + mostAtOnce]?.time ?? Infinity;
      // Records of one time are taken together.
      const upTo = to > from ? to : Infinity;
      next.made.take(records, from, upTo);
      next.upTo = upTo;
      if (upTo < Infinity) continue;
      Object.assign(made, { made: next.made, begins: next.begins, count: records.length, next: null });
    }
    return false;
  }

  function isWhole({ next }: Made<Taking>, { passing }: Filtering): boolean {
    return passing.complete() && next === null;
  }

  function choiceOf(view: View): Choice {
    const { kinds, window } = view;
    const chosen: Record[] = [];
    const thin: Record[] = [];
    const folding = createFolding(view.mode === 'exchanges' && view.fold ? foldRules : noFolding);
    return {
      chosen,
      thin,
      folding,
      take(records, from, until) {
        for (const list of [chosen, thin]) list.length = firstIndex(list, ({ time }) => time >= from);
        for (let at = firstIndex(records, ({ time }) => time >= from); at < records.length; at += 1) {
          const record = records[at];
          if (!record || record.time >= until) break;
          if (window && (record.time < window.from || record.time > window.to)) continue;
          if (kinds && !isOfKind(record, kinds, view)) continue;
          const asThin = isThin(record, view);
          if (asThin && view.sort) continue;
          chosen.push(record);
          if (asThin) thin.push(record);
        }
        folding.fold(chosen, from);
      },
      forget(before) {
        for (const list of [chosen, thin]) takeBefore(list, before);
        folding.forget(before);
      },
    };
  }

  /** A document that sleeps hears nothing on any channel. */
  function isOfKind(record: Record, kinds: NonNullable<View['kinds']>, view: View): boolean {
    return (
      kinds.includes(record.channel.kind) || (isThin(record, view) && record.channel.kind === 'document')
    );
  }

  function isThin(record: Record, { mode }: Pick<View, 'mode'>): boolean {
    return mode === 'exchanges' && known.lines.presence(record) !== undefined;
  }

  return {
    of(view) {
      const following = followingOf(view);
      const { filtering, taken } = following;
      if (update(taken, filtering, pass(filtering)) || taken.made !== following.of) following.sorted = null;
      following.of = taken.made;
      const { chosen, thin, folding } = taken.made;
      const units = folding.units();
      following.sorted ??= view.sort ? sort(units, view) : null;
      return {
        units: following.sorted ?? units,
        chosen,
        thin,
        passing: chosen.length - thin.length,
        sorted: view.sort !== null,
        complete: isWhole(taken, filtering),
        error: filtering.compiled.error,
      };
    },
    passing(view) {
      const filtering = filteringOf(view);
      const { tallied } = filtering;
      const records = pass(filtering);
      update(tallied, filtering, records);
      return { records, tally: tallied.made, complete: isWhole(tallied, filtering) };
    },
    work(milliseconds) {
      const until = host.clock() + milliseconds;
      for (const filtering of [...filterings.values()].reverse()) {
        if (!filtering.passing.complete()) look(filtering, Math.max(0, until - host.clock()));
        if (!filtering.passing.complete()) return true;
        const due = madeOf(filtering).filter(({ next }) => next !== null);
        if (due.length > 0) pass(filtering);
        if (due.some((made) => workOn(made, filtering, until))) return true;
      }
      return false;
    },
    changed(heads, records) {
      for (const { mode, passing } of filterings.values()) {
        const from = mode === 'events' ? records : heads;
        if (from < Infinity) passing.changed(from);
      }
    },
    moved(records) {
      for (const { asksExchanges, open, passing } of filterings.values()) {
        if (!asksExchanges) continue;
        passing.doubt([...records(), ...open]);
        open.clear();
      }
    },
    replaced(anew) {
      for (const { asksExchanges, open, passing } of filterings.values()) {
        open.clear();
        if (anew && asksExchanges) passing.forget();
        else passing.replaced();
      }
    },
    forget(before) {
      for (const following of followings.values()) following.sorted = null;
      for (const filtering of filterings.values()) {
        deleteBefore(filtering.open, before);
        filtering.passing.letGo(before);
        for (const { made, next } of madeOf(filtering))
          for (const one of [made, next?.made]) one?.forget(before);
      }
    },
    doubt(records) {
      for (const { asksFindings, passing } of filterings.values()) if (asksFindings) passing.doubt(records);
    },
  };
}

function look({ passing, wider }: Filtering, milliseconds: number): void {
  passing.work(milliseconds);
  if (passing.complete()) wider.length = 0;
}

/** What others leave out need not be looked at. */
function amongWider(
  wider: readonly Passing[],
  test: (record: Record) => boolean,
): (record: Record) => boolean {
  return (record) => !wider.some((one) => one.leavesOut(record)) && test(record);
}

function nothingMade<T extends Taking>(make: () => T): Made<T> {
  return { make, made: make(), from: -Infinity, begins: Infinity, count: 0, next: null };
}

const noFolding = { keyOf: () => null, ends: () => null };

/** The one that was asked for last is dropped last. */
function again<T>(map: Map<string, T>, key: string, value: T): T {
  map.delete(key);
  map.set(key, value);
  return value;
}

function keep<T>(map: Map<string, T>, key: string, value: T): T | undefined {
  again(map, key, value);
  if (map.size <= most) return undefined;
  for (const [oldest, dropped] of map) {
    map.delete(oldest);
    return dropped;
  }
  return undefined;
}
