import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Keeps docs/verdicts.md true: a row for each case, with what is found in each way. `TABSHARK_WRITE_VERDICTS=1` writes the rows. */

const file = path.resolve(__dirname, '../../../docs/verdicts.md');

export interface Verdict {
  readonly name: string;
  readonly about: string;
  /** Codes in the order of the list, in each way. */
  readonly ways: {
    readonly live: readonly string[];
    readonly late: readonly string[];
    readonly closed: readonly string[];
    readonly file: readonly string[];
  };
  /** Of the twin that does it right. */
  readonly twin: readonly string[];
}

export function expectVerdict({ name, about, ways, twin }: Verdict): void {
  const cells = [ways.live, ways.late, ways.closed, ways.file, twin].map(cellOf);
  const row = `| ${[name, about, ...cells].join(' | ')} |`;
  if (process.env.TABSHARK_WRITE_VERDICTS === '1') write(name, row);
  else expect(rows().filter((one) => one.startsWith(`| ${name} |`))).toEqual([normal(row)]);
}

function cellOf(codes: readonly string[]): string {
  return codes.length > 0 ? [...new Set(codes)].join(' ') : 'nothing';
}

function rows(): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map(normal);
}

/** Without the spaces that align columns. */
function normal(row: string): string {
  return row.replace(/\s+/g, ' ');
}

function write(name: string, row: string): void {
  const lines = readFileSync(file, 'utf8').split('\n');
  const at = lines.findIndex((line) => normal(line).startsWith(`| ${name} |`));
  if (at >= 0) lines[at] = row;
  else lines.splice(lines.findLastIndex((line) => line.startsWith('|')) + 1, 0, row);
  writeFileSync(file, lines.join('\n'));
}
