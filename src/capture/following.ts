import type { RecordRef } from '../exchange/types';
import type { Finding } from '../findings/types';
import type { Record } from '../record/record';
import type { TabNames } from '../shown/tab-names';
import type { Analysed } from './analysed';
import { findingsByRow } from './rows/findings-of-rows';
import type { Held } from './held';
import type { Host } from './host';
import type { Known } from './known';
import { createLines, type Lines } from './rows/lines';
import { createLists, type Lists } from './lists/lists';
import { createRows, type Rows } from './rows/rows';
import { sortUnits } from './lists/sorting';
import { createStorageAnswers, type StorageAnswers } from './storage/answers';
import { createStorageHistory } from './storage/storage-history';

/** What is made of the records that are held, kept up to date as they come and go. */
export interface Following {
  readonly known: Known;
  readonly lines: Lines;
  readonly rows: Rows;
  readonly lists: Lists;
  readonly storage: StorageAnswers;
  findings(): readonly Finding[];
  recordOf(ref: RecordRef): Record | undefined;
  /** Records that may have a problem: what findings name, what failed, what made a handler throw. */
  suspects(): Iterable<Record>;
  /** Records that findings name, and the rows that show them. */
  evidence(): readonly Record[];
  /** Takes in what came since the last question. */
  update(): void;
  /** Goes on with lists that could not be made within one answer. */
  goOn(): void;
  /** Records came, later or earlier ones. */
  came(records: readonly Record[]): void;
  /** Another exchange is the one of this receive or storage event. */
  moved(record: Record): void;
  /** The background told of this document, or told more of it. */
  told(document: string): void;
  /** What is of before that time is gone. */
  letGo(before: number): void;
  /** All records are others, or gone. */
  replaced(): void;
}

export interface FollowingOptions {
  readonly held: Held;
  readonly analysed: Analysed;
  readonly names: TabNames;
  readonly host: Host;
  /** A list has gone on. */
  changed(): void;
}

/** Records that may wait to be seen; with more everything is seen anew. */
const mostFresh = 50_000;
/** A filter goes on for so many milliseconds at once. */
const workMs = 8;
/** What it found so far is shown after so many milliseconds, and then after twice as many, up to the most. */
const shownAfter = { first: 24, most: 400 };

export function createFollowing({ held, analysed, names, host, changed }: FollowingOptions): Following {
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

  const known: Known = {
    exchanges: () => analysed.analysis.correlator,
    lines,
    names,
    findingsOf: analysed.findingsOf,
    findingsOfRow(head) {
      return rowsOfFindings().get(head) ?? [];
    },
  };
  const rows = createRows(known);
  const history = createStorageHistory(names.context, lines.undecided);
  const lists = createLists({ exchanges: lines.all, events: held.all }, known, host, (units, view) =>
    sortUnits(units, view, rows, known),
  );

  function rowsOfFindings(): ReadonlyMap<Record, readonly Finding[]> {
    return (byRow ??= findingsByRow(findings, recordOf, lines.headOf));
  }

  function* suspects(): Generator<Record> {
    yield* rowsOfFindings().keys();
    yield* lines.troubled();
  }

  function recordOf(ref: RecordRef): Record | undefined {
    return analysed.analysis.correlator.record(ref);
  }

  function update(): void {
    const { correlator } = analysed.analysis;
    if (anew || analysed.generation !== generation) {
      const isOther = analysed.generation !== generation;
      anew = false;
      generation = analysed.generation;
      history.begin(held.all(), lines.all());
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
      history.take(fresh, heads);
      // The oldest will go soon: not all of them are to be taken then.
      if (held.isFull(0)) history.prepare(lines.all(), 2 * fresh.length);
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
    history.begin(held.all(), lines.all());
    const changed = lines.forget(before);
    lists.forget(before);
    if (changed < Infinity) lists.changed(changed, Infinity);
    byRow = null;
  }

  function evidenceOf(of: readonly Finding[]): Record[] {
    return of
      .flatMap(({ evidence, earlier }) => [...evidence, ...earlier])
      .flatMap((ref) => {
        const record = recordOf(ref);
        const head = record && lines.headOf(record);
        return [record, head].filter((one) => one !== undefined);
      });
  }

  async function goOn(): Promise<void> {
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

  return {
    known,
    lines,
    rows,
    lists,
    storage: createStorageAnswers(history, known, rows),
    findings: () => findings,
    recordOf,
    suspects,
    evidence: () => evidenceOf(findings),
    update,
    goOn() {
      void goOn();
    },
    came(records) {
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
    letGo(before) {
      begins = Math.max(begins, before);
    },
    replaced() {
      anew = true;
      fresh = [];
      moved.clear();
    },
  };
}
