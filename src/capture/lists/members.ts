import { chainOf } from '../../causes/chain';
import { headOf } from '../../record/record-name';
import type { RecordRef } from '../../exchange/types';
import type { Record } from '../../record/record';
import type { Known } from '../known';
import type { Members } from '../rows/details-types';

/** The records of rows: each with its deliveries, or with all of its life. */
export function membersOfRows(heads: readonly Record[], all: readonly Record[], { lines }: Known): Record[] {
  const chosen = new Set(heads);
  return all.filter((record) => chosen.has(lines.headOf(record) ?? record));
}

/** The rows that show some records, what caused them and what they caused, and what was answered to them. */
export function conversationOf(refs: readonly RecordRef[], known: Known): Record[] {
  const exchanges = known.exchanges();
  const heads = new Set<Record>();
  const recordsOf = (ids: readonly (string | null)[]): RecordRef[] =>
    ids.flatMap((id) => {
      const exchange = id === null ? undefined : exchanges.get(id);
      return (exchange && headOf(exchange)) ?? [];
    });

  function add(ref: RecordRef): void {
    const record = exchanges.record(ref);
    if (record) heads.add(known.lines.headOf(record) ?? record);
  }

  for (const ref of refs) {
    add(ref);
    for (const { record } of chainOf(exchanges, ref).steps) add(record);
  }
  for (const head of [...heads]) {
    const exchange = exchanges.of(head);
    if (exchange) recordsOf([...exchange.answers, exchange.answerTo]).forEach(add);
  }
  return [...heads];
}

/** Names of records, by document. */
export function namesOf(records: readonly Record[]): Members {
  const byContext = new Map<string, number[]>();
  for (const { context, seq } of records) {
    const seqs = byContext.get(context);
    if (seqs) seqs.push(seq);
    else byContext.set(context, [seq]);
  }
  return [...byContext].map(([context, seqs]) => ({ context, seqs }));
}
