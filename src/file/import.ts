import { createLines } from './lines';
import { fields, parseJson, type Fields } from '../record/parse';
import type { Context, Gap, Neighbour, Record } from '../record/record';
import { parseRecord } from '../record/record-parse';
import { parseContext } from '../record/record-parts-parse';
import { parseHeader, upgraded, version } from './versions';

/** Why a line was not taken. */
export type Refusal =
  | 'not-json'
  /** JSON, but not a line as ndjson.ts writes it. */
  | 'not-a-record'
  /** Of a version that is newer than this one. */
  | 'newer'
  /** Its document has another origin in an earlier line. */
  | 'contradicts'
  /** This place of its document's records is taken. */
  | 'repeated'
  | 'too-long'
  /** The file holds more than is read. */
  | 'too-much';

export interface RefusedLine {
  /** Of the files that were read, from 0. */
  readonly file: number;
  /** In that file, from 1. */
  readonly line: number;
  readonly reason: Refusal;
}

/** What a file of records holds, for a viewer. */
export interface Imported {
  /** In the order in which the file names them. */
  readonly contexts: readonly Context[];
  /** In the order of their times; where seqs of a context are missing in between, a `gap` stands for them. */
  readonly records: readonly Record[];
  /** In the order of the file, without gaps that are not in it: so they are saved again. */
  readonly inFile: readonly Record[];
  /** The version of the extension that wrote it, the last of several; '' where that is not known. */
  readonly extension: string;
  readonly refused: {
    readonly count: number;
    /** The first of them. */
    readonly lines: readonly RefusedLine[];
  };
  /** How many records the gaps stand for that are not in the file. */
  readonly missing: number;
  /** When it was exported: there was nothing more by then. null where the file does not say. */
  readonly until: number | null;
  /** Documents of origins that may be taken for this one, of that time. */
  readonly neighbours: readonly Neighbour[];
  /** How many machines or profiles its files may come from: no document is in files of two of them. */
  readonly browsers: number;
}

export interface ImportLimits {
  /** UTF-16 units of one line. */
  readonly line: number;
  /** UTF-16 units of all lines that are taken. */
  readonly text: number;
  /** And of all that are read: a file of some megabytes may unpack to as many gigabytes. */
  readonly read: number;
  readonly records: number;
  readonly contexts: number;
  /** Documents of other origins, which first lines name. */
  readonly neighbours: number;
}

/** As many records as a viewer holds; lines as long as content/ lets a record be. */
export const importLimits: ImportLimits = {
  line: 4 * 1024 * 1024,
  text: 256 * 1024 * 1024,
  read: 1024 * 1024 * 1024,
  records: 300_000,
  contexts: 10_000,
  neighbours: 10_000,
};

const keptRefusals = 20;

/**
 * Reads a file of records (docs/records.md) that comes in pieces of text, from whoever made it: nothing that
 * it holds is believed unparsed.
 */
export interface NdjsonImport {
  push(piece: string): void;
  /** Another file of the same capture begins. */
  next(): void;
  /** Nothing more is taken: what is left of the file need not be read. */
  isFull(): boolean;
  isEmpty(): boolean;
  end(): Imported;
}

export function createNdjsonImport(limits: ImportLimits = importLimits): NdjsonImport {
  const contexts = new Map<string, Context>();
  const byContext = new Map<string, Map<number, Record>>();
  const inFile: Record[] = [];
  const refused: RefusedLine[] = [];
  let refusals = 0;
  let file = 0;
  /** The first file that tells of a document; files that tell of no document of an earlier one. */
  const fileOf = new Map<string, number>();
  const browsers = new Set([file]);
  let line = 0;
  let records = 0;
  let text = 0;
  /** Of the lines that follow: a file may be several, one after another. */
  let current = 1;
  let until: number | null = null;
  let extension = '';
  let full = false;
  const neighbours: Neighbour[] = [];
  /** UTF-16 units that came. */
  let came = 0;

  const lines = createLines(limits.line, (whole) => {
    line += 1;
    const reason = whole === null ? 'too-long' : read(whole);
    if (reason !== null) refuse(line, reason);
  });

  function refuse(at: number, reason: Refusal): void {
    refusals += 1;
    if (refused.length < keptRefusals) refused.push({ file, line: at, reason });
  }

  function stop(): Refusal {
    full = true;
    return 'too-much';
  }

  function read(whole: string): Refusal | null {
    if (whole.trim() === '') return null;
    if (records >= limits.records || text + whole.length > limits.text) return stop();
    const value = parseJson(whole);
    const given = fields(value);
    if (!given) return value === undefined ? 'not-json' : 'not-a-record';
    const header = parseHeader(given);
    if (header === undefined) return 'not-a-record';
    if (header) {
      current = header.version;
      extension = header.extension;
      if (header.until !== null) until = Math.max(until ?? -Infinity, header.until);
      return takeNeighbours(header.neighbours) ? null : 'too-much';
    }
    if (current > version) return 'newer';
    const line = upgraded(given, current);
    const record = parseRecord(line);
    const context = record && parseContextOf(record, line);
    return context ? take(record, context, whole.length) : 'not-a-record';
  }

  /** false: they are more than are kept. */
  function takeNeighbours(named: readonly Neighbour[]): boolean {
    const room = limits.neighbours - neighbours.length;
    for (const one of named.slice(0, room)) neighbours.push(one);
    return named.length <= room;
  }

  function take(record: Record, context: Context, length: number): Refusal | null {
    const known = contexts.get(context.id);
    if (known && known.origin !== context.origin) return 'contradicts';
    if (!known && contexts.size >= limits.contexts) return stop();
    const own = byContext.get(context.id) ?? new Map<number, Record>();
    const there = own.get(record.seq);
    if (there) return file > 0 && isEqual(there, record) ? join(context.id) : 'repeated';
    if (!known || (known.favicon === '' && context.favicon !== '')) contexts.set(context.id, context);
    byContext.set(context.id, own);
    own.set(record.seq, record);
    inFile.push(record);
    records += 1;
    text += length;
    return join(context.id);
  }

  /** Files that tell of one document are of one browser. */
  function join(id: string): null {
    const first = fileOf.get(id) ?? file;
    fileOf.set(id, first);
    if (first !== file) browsers.delete(file);
    return null;
  }

  return {
    push(piece) {
      if (full) return;
      came += piece.length;
      if (came <= limits.read) lines.push(piece);
      else refuse(line + 1, stop());
    },
    next() {
      lines.end();
      file += 1;
      browsers.add(file);
      line = 0;
      current = 1;
    },
    isFull: () => full,
    isEmpty: () => records === 0,
    end() {
      lines.end();
      const all: Record[] = [];
      let missing = 0;
      for (const own of byContext.values()) missing += withGaps(own, all);
      all.sort((a, b) => a.time - b.time);
      return {
        contexts: [...contexts.values()],
        records: all,
        inFile,
        extension,
        refused: { count: refusals, lines: refused },
        missing,
        until,
        neighbours,
        browsers: Math.max(1, [...browsers].filter((one) => [...fileOf.values()].includes(one)).length),
      };
    },
  };
}

function isEqual(a: Record, b: Record): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The document's part of a line; a document that was not known when it was exported has no `created`. */
function parseContextOf(record: Record, given: Fields): Context | undefined {
  return parseContext({
    id: record.context,
    origin: given.documentOrigin,
    url: given.documentUrl,
    title: given.title,
    favicon: given.favicon ?? '',
    tab: given.tab,
    frame: given.frame,
    document: given.document,
    topOrigin: given.topOrigin,
    incognito: given.incognito,
    partial: given.partial,
    created: given.created ?? record.time,
    ended: given.ended,
    closed: given.closed,
    browser: given.browser,
    clockAhead: given.clockAhead,
    openerTab: given.openerTab,
  });
}

/**
 * Adds one context's records in order to `all`, with a gap wherever some are missing; returns how many are.
 */
function withGaps(own: ReadonlyMap<number, Record>, all: Record[]): number {
  let missing = 0;
  let next: number | null = null;
  for (const record of [...own.values()].sort((a, b) => a.seq - b.seq)) {
    const count = next === null ? 0 : firstSeqOf(record) - next;
    if (count > 0) {
      all.push(missingBefore(record, firstSeqOf(record), count));
      missing += count;
    }
    all.push(record);
    next = record.seq + 1;
  }
  return missing;
}

/**
 * A gap has the last of the places that it stands for; those of one that content/ had to drop never had a
 * place.
 */
function firstSeqOf(record: Record): number {
  return record.type === 'gap' && record.reason !== 'backpressure'
    ? Math.max(0, record.seq - Math.max(1, record.count ?? 1) + 1)
    : record.seq;
}

function missingBefore({ context, time }: Record, seq: number, count: number): Record {
  const gap: Gap = { type: 'gap', time, channel: { kind: 'document', name: '' }, count, reason: 'missing' };
  return { context, seq: seq - 1, ...gap };
}
