import type { RecordRef } from '../../exchange/types';
import type { Finding } from '../../findings/types';
import type { Record } from '../../record/record';

/** By the row among exchanges that shows a finding's evidence: the findings, the most severe first. */
export function findingsByRow(
  findings: readonly Finding[],
  recordOf: (ref: RecordRef) => Record | undefined,
  headOf: (record: Record) => Record | undefined,
): Map<Record, Finding[]> {
  const byRow = new Map<Record, Finding[]>();
  for (const finding of findings)
    for (const ref of [...finding.evidence, ...finding.earlier]) {
      const record = recordOf(ref);
      const head = record && (headOf(record) ?? record);
      if (!head) continue;
      const known = byRow.get(head);
      if (!known) byRow.set(head, [finding]);
      else if (!known.includes(finding)) known.push(finding);
    }
  return byRow;
}
