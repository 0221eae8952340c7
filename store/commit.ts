import { correction } from '../src/record/own-clock';
import type { Context, Record } from '../src/record/record';
import { appendRecords } from './chunks';
import {
  inTransaction,
  type ContextRow,
  type Database,
  type OriginRow,
  type Reached,
  type Transaction,
} from './database';
import { dropOldest, type Retention } from './retention';
import { newSecret } from './secret';

/**
 * What is to be stored of one context; a commit has one entry a context at most. Both functions run inside
 * the transaction, `context` first.
 */
export interface Entry {
  readonly id: string;
  /** What is known of the context from now on, given what was known before; null: nothing is to be stored. */
  readonly context: (known: Context | undefined) => Context | null;
  /** Records in order, without holes, from the seq and the time on that the store has reached. */
  readonly records: (nextSeq: number, before: Reached) => readonly Record[];
}

/** Records that a commit has put into an origin's order, each as JSON. */
export interface Committed {
  readonly origin: string;
  readonly first: number;
  readonly records: readonly string[];
}

export interface Outcome {
  readonly committed: readonly Committed[];
  /** Contexts that are new or known better than before. */
  readonly changed: readonly Context[];
  /** What each context's document seals its leftovers with, by id. */
  readonly secrets: ReadonlyMap<string, string>;
}

/**
 * Stores entries and the place that each context has reached, in one transaction: all of it or nothing. Where
 * an origin then holds more than `retention` allows, its oldest chunks go.
 */
export function commit(
  database: Database,
  entries: readonly Entry[],
  retention: Retention,
  now: number,
): Promise<Outcome> {
  return inTransaction(database, async (transaction) => {
    const rows = new Map<string, OriginRow>();
    const appended = new Map<string, string[]>();
    const changed: Context[] = [];
    const secrets = new Map<string, string>();
    for (const entry of entries) {
      const known = await transaction.objectStore('contexts').get(entry.id);
      const told = entry.context(known?.context);
      if (!told) continue;
      const records = entry.records(known?.nextSeq ?? 0, reachedBy(known));
      const context = { ...told, clockAhead: clockAhead(records) ?? known?.context.clockAhead ?? 0 };
      const secret = known?.secret ?? newSecret();
      secrets.set(entry.id, secret);
      const differs = !known?.secret || !sameContext(known.context, context);
      if (differs) changed.push(context);
      if (!differs && records.length === 0) continue;
      const origin = rows.get(context.origin) ?? (await originRow(transaction, context.origin));
      rows.set(context.origin, origin);
      const texts = appended.get(context.origin) ?? [];
      appended.set(context.origin, texts);
      for (const record of records) texts.push(JSON.stringify(record));
      const last = records.length > 0 ? origin.next + texts.length - 1 : (known?.last ?? -1);
      await transaction.objectStore('contexts').put({ ...rowOf(context, records, known, last), secret });
    }
    const committed: Committed[] = [];
    for (const [origin, row] of rows) {
      const records = appended.get(origin) ?? [];
      if (records.length === 0) continue;
      const grown = await appendRecords(transaction, { ...row, updated: now }, records);
      await transaction.objectStore('origins').put(await dropOldest(transaction, grown, retention));
      committed.push({ origin, first: row.next, records });
    }
    return { committed, changed, secrets };
  });
}

async function originRow(transaction: Transaction, origin: string): Promise<OriginRow> {
  const known = await transaction.objectStore('origins').get(origin);
  return known ?? { origin, next: 0, count: 0, bytes: 0, updated: 0 };
}

function reachedBy(known: ContextRow | undefined): Reached {
  return { time: known?.time ?? -Infinity, correction: known?.correction ?? 0 };
}

function rowOf(
  context: Context,
  records: readonly Record[],
  known: ContextRow | undefined,
  last: number,
): ContextRow {
  const { id, origin } = context;
  const nextSeq = (records.at(-1)?.seq ?? (known?.nextSeq ?? 0) - 1) + 1;
  const before = reachedBy(known);
  const time = records.at(-1)?.time ?? before.time;
  return {
    id,
    origin,
    context,
    nextSeq,
    time,
    correction: records.reduce(correction, before.correction),
    last,
  };
}

/** What the last of the records that tell of it say. */
function clockAhead(records: readonly Record[]): number | undefined {
  return records.findLast((record) => record.type === 'clock')?.ahead;
}

function sameContext(a: Context, b: Context): boolean {
  return (
    a.title === b.title &&
    a.url === b.url &&
    a.favicon === b.favicon &&
    a.tab === b.tab &&
    a.frame === b.frame &&
    a.document === b.document &&
    a.origin === b.origin &&
    a.ended === b.ended &&
    a.closed === b.closed &&
    a.browser === b.browser &&
    a.clockAhead === b.clockAhead
  );
}
