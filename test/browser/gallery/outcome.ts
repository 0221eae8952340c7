import { createAnalysis } from '../../../src/analysis';
import { keyName } from '../../../src/findings/asking/names';
import { finish } from '../../support/scenario';
import type { Finding, FindingCode } from '../../../src/findings/types';
import type { Context, Record } from '../../../src/record/record';

export interface Outcome {
  readonly codes: readonly FindingCode[];
  readonly found: readonly { readonly evidence: readonly string[]; readonly count: number }[];
}

/** What the analysis makes of what was stored, as the viewers run it. */
export function outcomeOf(
  code: FindingCode,
  records: readonly Record[],
  contexts: readonly Context[],
  neighbours: readonly Context[],
): Outcome {
  const known = new Set(contexts.map(({ id }) => id));
  const analysis = createAnalysis();
  for (const context of contexts) analysis.addContext(context);
  analysis.setNeighbours(neighbours);
  analysis.add(records.filter(({ context }) => known.has(context)));
  analysis.advance(Date.now());
  finish(analysis);
  const order = [...contexts].sort((a, b) => a.created - b.created).map(({ id }) => id);
  const named = (ref: Finding['evidence'][number]): string => {
    const record = analysis.correlator.record(ref);
    return record ? `${order.indexOf(ref.context) + 1} ${nameOf(record)}` : 'no such record';
  };
  const findings = analysis.findings();
  return {
    codes: findings.map((one) => one.code).sort(),
    found: findings
      .filter((one) => one.code === code)
      .map(({ evidence, count }) => ({ evidence: evidence.map(named), count })),
  };
}

function nameOf(record: Record): string {
  // Without the origin, and without a query that is new each time.
  const name = record.channel.name.replace(/^(http|ws):\/\/[^/]+/, '').replace(/\?t=.*/, '?…');
  switch (record.type) {
    case 'storage-write':
    case 'storage-event':
      return `${record.type} ${keyName(record.key)}`;
    case 'lifecycle':
      return `lifecycle ${record.state}`;
    case 'state':
      return `${record.state} ${name}`;
    default:
      return `${record.type} ${name}`;
  }
}
