import type { Context, Neighbour, Record } from '../record/record';
import type { Speak } from '../shown/messages';
import { isChosen, onlyChosen, type Chosen } from './chosen';
import { converted } from './convert';
import type { Target } from './export/targets';
import { createRedaction, type Redaction, type Replaced, type Wishes } from './redaction/redaction';
import { createCaptureLines } from './save';
import { sitesOf } from './site';

/** What is saved, read as often as it is needed: all of it need not fit into memory. */
export interface Material {
  readonly contexts: readonly Context[];
  readonly neighbours: readonly Neighbour[];
  readonly until: number | null;
  readonly extension: string;
  readonly count: number;
  /** In the order in which the file is to have them. */
  slices(): AsyncIterable<readonly Record[]>;
}

export const formats = ['ndjson', 'ndjson-gz', 'markdown', 'mermaid', 'trace', 'har', 'csv'] as const;
export type Format = (typeof formats)[number];

/** How a file's name ends. */
export const endings: { readonly [format in Format]: string } = {
  ndjson: 'ndjson',
  'ndjson-gz': 'ndjson.gz',
  markdown: 'md',
  mermaid: 'mmd',
  trace: 'trace.json',
  har: 'har',
  csv: 'csv',
};

export interface SaveOptions {
  /** null: all records. */
  readonly chosen: Chosen | null;
  /** null: secrets stay. */
  readonly wishes: Wishes | null;
  readonly format: Format;
}

/** Of 0 to 1. */
export type Progress = (part: number) => void;

/** What a redaction would replace in the chosen records. */
export interface Foreseen {
  /** The chosen ones. */
  readonly records: number;
  readonly replaced: readonly Replaced[];
}

/** Everything is looked at, whatever is chosen: what one record gives away goes from all. */
async function redactionOf(material: Material, wishes: Wishes): Promise<Redaction> {
  const redaction = createRedaction(wishes);
  for (const context of material.contexts) redaction.lookAt(context);
  for await (const records of material.slices()) for (const record of records) redaction.look(record);
  return redaction;
}

export async function foresee(
  material: Material,
  chosen: Chosen | null,
  wishes: Wishes,
  progress: Progress,
): Promise<Foreseen> {
  const isAll = !chosen && wishes.add.length === 0;
  const told = tellingProgress(material, isAll ? 1 : 2, progress);
  const redaction = await redactionOf(told, wishes);
  const replaced = redaction.replaced();
  if (isAll) return { records: material.count, replaced };
  const some = onlySome(told, chosen);
  for (const context of some.contexts) redaction.context(context);
  let records = 0;
  for await (const slice of some.slices()) {
    for (const record of slice) redaction.record(record);
    records += slice.length;
  }
  const there = redaction.put();
  return { records, replaced: replaced.filter(({ value }) => there.has(value)) };
}

/** The text of a file, in pieces. */
export async function* savedText(
  material: Material,
  { chosen, wishes, format }: SaveOptions,
  speak: Speak,
  progress: Progress,
): AsyncGenerator<string> {
  const told = tellingProgress(material, wishes ? 2 : 1, progress);
  const redaction = wishes && (await redactionOf(told, wishes));
  if (format === 'ndjson' || format === 'ndjson-gz') {
    const some = onlySome(told, chosen);
    yield* linesOf(redaction ? redacted(some, redaction) : some);
  } else yield* convertedText(redaction ? redacted(told, redaction) : told, chosen, format, speak);
}

/** It will be read `times` times. */
function tellingProgress(material: Material, times: number, progress: Progress): Material {
  const all = material.count * times;
  let done = 0;
  return {
    ...material,
    async *slices() {
      for await (const records of material.slices()) {
        yield records;
        done += records.length;
        progress(Math.min(1, done / all));
      }
    },
  };
}

function onlySome(material: Material, chosen: Chosen | null): Material {
  if (!chosen) return material;
  return {
    ...material,
    contexts: material.contexts.filter(({ id }) => chosen.has(id)),
    async *slices() {
      for await (const records of material.slices())
        yield records.filter((record) => isChosen(chosen, record));
    },
  };
}

function redacted(material: Material, by: Redaction): Material {
  return {
    ...material,
    contexts: material.contexts.map(by.context),
    neighbours: material.neighbours.map(by.neighbour),
    async *slices() {
      for await (const records of material.slices()) yield records.map(by.record);
    },
  };
}

async function* linesOf(material: Material): AsyncGenerator<string> {
  const { first, lineOf } = createCaptureLines(material);
  yield first;
  for await (const records of material.slices()) yield records.map(lineOf).join('');
}

async function* convertedText(
  { contexts, neighbours, until, extension, slices }: Material,
  chosen: Chosen | null,
  to: Target,
  speak: Speak,
): AsyncGenerator<string> {
  const records: Record[] = [];
  for await (const slice of slices()) for (const record of slice) records.push(record);
  records.sort((a, b) => a.time - b.time);
  const sites = sitesOf({ contexts, records, neighbours, until })
    .filter(({ contexts: own }) => !chosen || own.some(({ id }) => chosen.has(id)))
    .map((site) => onlyChosen(site, chosen));
  yield* converted(sites, to, extension, speak);
}
