import type { RecordRef } from '../exchange/types';
import type { Finding } from './types';

/** Which findings a record is evidence of. */
export type FindingsOf = (record: RecordRef) => readonly Finding[];

const none: readonly Finding[] = [];

export function byRecord(findings: readonly Finding[]): FindingsOf {
  const contexts = new Map<string, Map<number, Finding[]>>();
  for (const finding of findings) {
    for (const { context, seq } of [...finding.evidence, ...finding.earlier]) {
      const records = contexts.get(context) ?? new Map<number, Finding[]>();
      contexts.set(context, records);
      const known = records.get(seq);
      if (!known) records.set(seq, [finding]);
      else if (!known.includes(finding)) known.push(finding);
    }
  }
  return ({ context, seq }) => contexts.get(context)?.get(seq) ?? none;
}
