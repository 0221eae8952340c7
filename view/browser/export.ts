import browser from 'webextension-polyfill';
import { ndjsonLine } from '../../src/file/ndjson';
import { createRedaction } from '../../src/file/redaction/redaction';
import { headerLine } from '../../src/file/versions';
import type { Record } from '../../src/record';
import type { Database } from '../../store/database';
import { readContexts, readOrigin, readRecords } from '../../store/history';
import { readNeighbours } from './neighbours';

const slice = 10_000;

/** Saves all stored records of an origin as NDJSON, read in slices; without its secrets, unless it is to be `whole`. */
export async function exportOrigin(database: Database, origin: string, whole: boolean): Promise<void> {
  const contexts = await readContexts(database, origin);
  const row = await readOrigin(database, origin);
  const next = row?.next ?? 0;
  const first = next - (row?.count ?? 0);
  const redaction = whole ? null : createRedaction();

  async function eachSlice(take: (records: readonly Record[]) => void): Promise<void> {
    for (let from = first; from < next; from += slice)
      take((await readRecords(database, origin, from, Math.min(next, from + slice))).records);
  }

  if (redaction) {
    for (const context of contexts) redaction.lookAt(context);
    await eachSlice((records) => {
      for (const record of records) redaction.look(record);
    });
  }
  const known = redaction ? contexts.map(redaction.context) : contexts;
  const byId = new Map(known.map((context) => [context.id, context]));
  const parts: string[] = [];
  const told = new Set<string>();
  const lineOf = (record: Record): string => {
    const isFirst = !told.has(record.context);
    told.add(record.context);
    return `${ndjsonLine(redaction?.record(record) ?? record, byId.get(record.context), isFirst)}\n`;
  };
  await eachSlice((records) => {
    parts.push(records.map(lineOf).join(''));
  });
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
