import { createCapture, type Capture } from '../../../src/capture/capture';
import { createNdjsonImport } from '../../../src/file/import';
import { ndjsonLine } from '../../../src/file/ndjson';
import type { Context, Record } from '../../../src/record/record';

/** What was stored while tabs were open, and once they were closed; in the order in which it was stored. */
export interface Course {
  readonly open: { readonly records: readonly Record[]; readonly contexts: readonly Context[] };
  readonly closed: { readonly records: readonly Record[]; readonly contexts: readonly Context[] };
  readonly neighbours: readonly Context[];
}

/**
 * What is found by a viewer that was open from the start, by one that was opened before the tabs closed, by
 * one that was opened afterwards, and in the exported file: a line a finding.
 */
export interface FourWays {
  readonly live: readonly string[];
  readonly late: readonly string[];
  readonly closed: readonly string[];
  readonly file: readonly string[];
}

/** Records that are committed together: few, since tabs take turns. */
const batch = 3;
/** A viewer reads the end of a history first. */
const slice = 20;
/** Milliseconds after which nothing changes any more. */
const settled = 30_000;

export async function seenInFourWays({ open, closed, neighbours }: Course): Promise<FourWays> {
  const end = Math.max(...closed.records.map(({ time }) => time), 0) + settled;
  const origin = closed.contexts[0]?.origin ?? '';
  const came = closed.records.slice(open.records.length);
  const create = (): Capture => {
    const capture = createCapture({ origin });
    capture.setNeighbours(neighbours);
    return capture;
  };

  /** The tabs close, and time passes. */
  async function goOn(capture: Capture): Promise<readonly string[]> {
    hear(capture, came, closed.contexts);
    for (const context of closed.contexts) capture.addContext(context);
    // A viewer starts over some seconds after something came late.
    for (const now of [end - 20_000, end - 10_000, end]) {
      capture.advance(now);
      await Promise.resolve();
    }
    await capture.finish(end);
    return linesOf(capture);
  }

  const live = create();
  await live.loaded();
  hear(live, open.records, closed.contexts);

  const late = create();
  await read(late, open.records, open.contexts);

  const afterwards = create();
  await read(afterwards, closed.records, closed.contexts);
  await afterwards.finish(end);

  const imported = create();
  const file = createNdjsonImport();
  const known = new Map(closed.contexts.map((context) => [context.id, context]));
  const named = new Set<string>();
  for (const record of closed.records) {
    file.push(`${ndjsonLine(record, known.get(record.context), !named.has(record.context))}\n`);
    named.add(record.context);
  }
  const { records, contexts } = file.end();
  await read(imported, records, contexts);
  await imported.finish(end);

  return {
    live: await goOn(live),
    late: await goOn(late),
    closed: linesOf(afterwards),
    file: linesOf(imported),
  };
}

/** As batches are committed. Of a document nobody knows its end before it comes. */
function hear(capture: Capture, records: readonly Record[], contexts: readonly Context[]): void {
  const known = new Map(contexts.map((context) => [context.id, context]));
  const met = new Set<string>();
  for (let from = 0; from < records.length; from += batch) {
    const some = records.slice(from, from + batch);
    for (const { context } of some) {
      const of = known.get(context);
      if (!of || met.has(context)) continue;
      met.add(context);
      capture.addContext({ ...of, ended: null, closed: null });
    }
    capture.add(some);
    capture.advance(Math.max(...some.map(({ time }) => time)));
  }
}

async function read(
  capture: Capture,
  records: readonly Record[],
  contexts: readonly Context[],
): Promise<void> {
  for (const context of contexts) capture.addContext(context);
  let from = Math.max(0, records.length - slice);
  capture.add(records.slice(from));
  while (from > 0) {
    const to = from;
    from = Math.max(0, from - slice);
    capture.prepend(records.slice(from, to));
  }
  await capture.loaded();
}

function linesOf(capture: Capture): readonly string[] {
  return capture.analysis.findings().map(({ code, severity, confidence, count, contexts, evidence }) => {
    const seen = evidence.map((one) => `${one.context.slice(0, 4)}/${one.seq}`).join(' ');
    const about = [...contexts]
      .map((one) => one.slice(0, 4))
      .sort()
      .join(' ');
    return `${code} ${severity} ${confidence} ${count} × of ${about}: ${seen}`;
  });
}
