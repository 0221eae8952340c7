import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FindingCode } from '../../../src/findings/types';
import { codesIn, type Said, type Said4 } from './said';

/** Keeps docs/verdicts.md true: a row for each case, with what is said of it in each way. `TABSHARK_WRITE_VERDICTS=1` writes the rows. */

const file = path.resolve(__dirname, '../../../docs/verdicts.md');

interface Verdict {
  readonly section: 'Reports' | 'Gallery' | 'Programs';
  readonly name: string;
  readonly about: string;
  readonly said: Said4;
  /** Those of the codes that are always said: what else is depends on how busy the machine is. */
  readonly codes: readonly FindingCode[];
}

export function expectVerdict({ section, name, about, said, codes }: Verdict): void {
  const cells = [said.live, said.late, said.closed, said.file].map((one) => cellOf(one, codes));
  const row = `| ${section} | ${name} | ${about} | ${cells.join(' | ')} |`;
  if (process.env.TABSHARK_WRITE_VERDICTS === '1') write(section, name, row);
  else {
    const known = rows()
      .map(normal)
      .filter((one) => one.startsWith(`| ${section} | ${name} |`));
    // A case without a row has not been written yet.
    if (known.length > 0) expect(known).toEqual([normal(row)]);
  }
}

function cellOf(said: Said, codes: readonly FindingCode[]): string {
  const always = codesIn(said).filter((code) => codes.includes(code));
  return always.length > 0 ? [...new Set(always)].join(' ') : 'nothing';
}

function rows(): string[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'));
}

/** Without the spaces that align columns. */
function normal(row: string): string {
  return row.replace(/\s+/g, ' ');
}

function write(section: string, name: string, row: string): void {
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n');
  const isSame = (line: string): boolean => normal(line).startsWith(`| ${section} | ${name} |`);
  const at = lines.findIndex(isSame);
  if (at >= 0) lines[at] = row;
  else lines.splice(lines.findLastIndex((line) => line.startsWith('|')) + 1, 0, row);
  writeFileSync(file, lines.join('\n'));
}
