import { converted, filtered, passing } from '../src/file/convert';
import { redacted } from '../src/file/redaction/redacted';
import { captureLines } from '../src/file/save';
import { readFilter } from '../src/filter/filter';
import type { Mistake } from '../src/filter/syntax';
import type { Imported } from '../src/file/import';
import { sitesOf } from '../src/file/site';
import type { Record } from '../src/record/record';
import { visibleText } from '../src/shown/visible';
import { understand, type Asked } from './args';
import { differenceOf, differenceText } from './diff';
import { findingsJson, findingsText, isAsBad } from './findings';
import { createPaint, isColoured, type Paint } from './paint';
import { readCapture } from './read';
import { summaryOf, summaryText } from './summary';
import { langOf, textsIn, type Texts } from './texts';
import { write } from './write';
import { whyOf } from './reasons';

/** Exit codes: 0 done, 1 a finding that --fail-on names, 2 nothing was done. */
export async function run(args: readonly string[]): Promise<0 | 1 | 2> {
  const understood = understand(args);
  const lang = 'asked' in understood ? understood.asked.lang : understood.lang;
  const texts = textsIn(lang ?? langOf(process.env));
  if ('help' in understood) {
    await write([texts.t('cli_help')], null);
    return 0;
  }
  if ('mistake' in understood) {
    complain(texts.t(understood.mistake, ...understood.values), texts.t('cli_see_help'));
    return 2;
  }
  const { asked } = understood;
  const captures: Imported[] = [];
  for (const files of asked.command === 'diff' ? asked.files.map((file) => [file]) : [asked.files]) {
    const capture = await open(files, asked, texts);
    if (!capture) return 2;
    captures.push(capture);
  }
  try {
    return await carryOut(asked, captures, texts, createPaint(isColoured(process.env, process.stdout.isTTY)));
  } catch (error) {
    complain(texts.t('cli_not_written', asked.out ?? texts.t('cli_standard_output'), whyOf(error, texts)));
    return 2;
  }
}

/** A filter that cannot be read: why, and where. */
function refuse(query: string, { from, to, message, values }: Mistake, { any }: Texts): 2 {
  complain(any(message, ...values), visibleText(query), `${' '.repeat(from)}${'^'.repeat(to - from)}`);
  return 2;
}

function complain(...lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(`tabshark: ${line}\n`);
}

/** null: a line of it is bad, and says so on standard error. */
async function open(files: readonly string[], asked: Asked, texts: Texts): Promise<Imported | null> {
  const { imported, unreadable } = await readCapture(files);
  const { refused, records, browsers } = imported;
  const { t, n } = texts;
  const nameOf = (file = ''): string => (file === '-' ? t('cli_standard_input') : visibleText(file));
  for (const { file, line, error } of unreadable)
    complain(`${nameOf(file)}${line === null ? '' : `:${line}`}: ${visibleText(whyOf(error, texts))}`);
  for (const { file, line, reason } of refused.lines)
    complain(`${nameOf(files[file])}:${line}: ${t(`import_${reason.replaceAll('-', '_') as 'not_json'}`)}`);
  if (refused.count > refused.lines.length)
    complain(t('report_more', n(refused.count - refused.lines.length)));
  const isBad = unreadable.length > 0 || refused.count > 0;
  if (records.length === 0 && !isBad) complain(t('import_empty', files.map(nameOf).join(', ')));
  if (records.length === 0 || (isBad && !asked.lenient)) {
    if (records.length > 0) complain(t('cli_lenient', n(records.length)));
    return null;
  }
  if (files.length > 1) complain(t(browsers > 1 ? 'import_several' : 'import_together', n(files.length)));
  return imported;
}

async function carryOut(
  asked: Asked,
  captures: readonly Imported[],
  texts: Texts,
  paint: Paint,
): Promise<0 | 1 | 2> {
  const { command, out, json, failOn } = asked;
  const wishes = { names: asked.names, patterns: asked.patterns, keep: asked.keep, add: asked.add };
  if (command === 'redact') {
    const [capture] = captures;
    if (!capture) return 0;
    const made = redacted(capture, wishes);
    if (asked.preview) await write([previewText(made.by.replaced(), json, texts)], out);
    else {
      await write(captureLines({ ...made.capture, records: made.capture.inFile }), out);
      complain(texts.t('cli_redacted', texts.n(made.by.replaced().length)));
    }
    return 0;
  }
  const shown = asked.raw ? captures : captures.map((capture) => redacted(capture, wishes).capture);
  const all = shown.map((capture) => sitesOf(capture));
  const [sites = [], others = []] = all;
  const print = (text: () => string, data: () => unknown): Promise<void> =>
    write([json ? `${JSON.stringify(data(), null, 2)}\n` : text()], out);
  switch (command) {
    case 'summary':
      await print(
        () => summaryText(sites, texts, paint),
        () => sites.map(summaryOf),
      );
      return 0;
    case 'findings':
      await print(
        () => findingsText(sites, texts, paint),
        () => findingsJson(sites, texts),
      );
      return failOn && sites.some(({ analysis }) => isAsBad(analysis.findings(), failOn)) ? 1 : 0;
    case 'filter': {
      const [capture] = shown;
      const read = readFilter(asked.query);
      if (read.error) return refuse(asked.query, read.error, texts);
      if (!capture) return 0;
      const passes = new Map(
        sites.flatMap((site) => site.contexts.map(({ id }) => [id, passing(site, read, false)])),
      );
      const isShown = (record: Record): boolean => passes.get(record.context)?.(record) ?? true;
      await write(captureLines({ ...capture, records: capture.inFile.filter(isShown) }), out);
      return 0;
    }
    case 'convert': {
      const read = readFilter(asked.query);
      if (read.error) return refuse(asked.query, read.error, texts);
      const chosen = sites.map((site) => filtered(site, read));
      if (asked.to) await write(converted(chosen, asked.to, shown[0]?.extension ?? '', texts.any), out);
      return 0;
    }
    case 'diff': {
      const difference = differenceOf(sites, others, texts);
      await print(
        () => differenceText(difference, texts, paint),
        () => ({ findings: difference.findings, deliveries: difference.deliveries }),
      );
      return failOn && isAsBad(difference.came, failOn) ? 1 : 0;
    }
  }
}

type Replaced = ReturnType<ReturnType<typeof redacted>['by']['replaced']>;

/** What goes and why: a person who has the capture may see it, so values are whole. */
function previewText(replaced: Replaced, json: boolean, { t, n }: Texts): string {
  if (json) return `${JSON.stringify(replaced, null, 2)}\n`;
  const lines = replaced.map(({ value, pseudonym, rule, names, count }) => {
    const why = t(`redaction_${rule}`, names.map((name) => visibleText(name)).join(', '));
    return `${visibleText(value)} → ${pseudonym}  ${why}, ${t('report_times', n(count))}`;
  });
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
