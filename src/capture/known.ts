import type { Exchanges } from '../exchange/correlate';
import { isFailed } from '../exchange/failed';
import type { Finding } from '../findings/types';
import type { Record } from '../record/record';
import type { TabNames } from '../shown/tab-names';
import type { Lines } from './rows/lines';
import type { Mark } from './rows/row-types';

/** What rows and details are made of. */
export interface Known {
  exchanges(): Exchanges;
  readonly lines: Lines;
  readonly names: TabNames;
  findingsOf(record: Record): readonly Finding[];
  /** Of everything that a row among exchanges stands for. */
  findingsOfRow(head: Record): readonly Finding[];
}

/** Each code once; the most severe come first in `findings`. */
export function marksOf(findings: readonly Finding[]): Mark[] {
  const codes = new Map<string, Mark>();
  for (const { id, code, severity } of findings)
    if (!codes.has(code)) codes.set(code, { id, code, severity });
  return [...codes.values()];
}

/** Whether something went wrong with what a row among exchanges stands for. */
export function isProblem(head: Record, { lines, findingsOfRow }: Known): boolean {
  if (lines.presence(head)) return false;
  const life = lines.life(head);
  if (life ? life.records.some(isFailed) : isFailed(head)) return true;
  return lines.threw(head) || hasProblem(findingsOfRow(head));
}

export function hasProblem(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity !== 'info');
}
