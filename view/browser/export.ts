import browser from 'webextension-polyfill';
import { ndjsonLine } from '../../src/file/ndjson';
import { headerLine } from '../../src/file/versions';
import type { Record } from '../../src/record';
import type { Database } from '../../store/database';
import { readContexts, readOrigin, readRecords } from '../../store/history';
import { readNeighbours } from './neighbours';

const slice = 10_000;

/** Saves all stored records of an origin as NDJSON, read in slices. */
export async function exportOrigin(database: Database, origin: string): Promise<void> {
  const contexts = new Map((await readContexts(database, origin)).map((context) => [context.id, context]));
  const row = await readOrigin(database, origin);
  const next = row?.next ?? 0;
  const parts: string[] = [];
  const told = new Set<string>();
  const lineOf = (record: Record): string => {
    const isFirst = !told.has(record.context);
    told.add(record.context);
    return `${ndjsonLine(record, contexts.get(record.context), isFirst)}\n`;
  };
  for (let from = next - (row?.count ?? 0); from < next; from += slice) {
    const { records } = await readRecords(database, origin, from, Math.min(next, from + slice));
    parts.push(records.map(lineOf).join(''));
  }
  const neighbours = await readNeighbours(database, origin);
  const header = headerLine(browser.runtime.getManifest().version, Date.now(), neighbours);
  save(new Blob([`${header}\n`, ...parts], { type: 'application/x-ndjson' }), fileName(origin));
}

function fileName(origin: string): string {
  const time = new Date().toISOString().replace(/[:.]/g, '-').slice(0, 19);
  return `tabshark-${origin.replace(/^https?:\/\//, '').replace(/[^\w.-]+/g, '-')}-${time}.ndjson`;
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 60_000);
}
