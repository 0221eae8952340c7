import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Keeps docs/verdicts.md true: a row for each case, with what is found in each way.
 * `TABSHARK_WRITE_VERDICTS=1` writes the rows.
 */

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
  /** Of the twin that does it right; null where there is none. */
  readonly twin: readonly string[] | null;
  /** Codes that are said only where the tabs stayed long enough: a quick machine closes them sooner. */
  readonly lasting?: readonly string[];
}

export function expectVerdict({ name, about, ways, twin, lasting = [] }: Verdict): void {
  const rowOf = (seen: Verdict['ways']): string => {
    const cells = [seen.live, seen.late, seen.closed, seen.file, twin].map(cellOf);
    return normal(`| ${[name, about, ...cells].join(' | ')} |`);
  };
  const row = rowOf(ways);
  if (process.env.TABSHARK_WRITE_VERDICTS === '1') {
    write(name, row);
    return;
  }
  const alike = [[], ...(lasting.length > 0 ? [lasting] : [])].map((codes) =>
    rowOf({ live: codes, late: codes, closed: codes, file: codes }),
  );
  const [written = '', ...others] = rows().filter((one) => one.startsWith(`| ${name} |`));
  expect(others).toEqual([]);
  // Of what has to last, the row may say that it was there, or that it was not yet.
  if (!(alike.includes(row) && alike.includes(written))) expect(written).toBe(row);
}

function cellOf(codes: readonly string[] | null): string {
  if (codes === null) return '–';
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
