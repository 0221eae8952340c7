import { actionOf, messageOf, urlOf, wholeText } from '../shown/columns';
import type { Finding } from '../findings/types';
import type { Context, Record } from '../record/record';
import type { About } from './about';
import { fieldLike, fieldNamed } from './fields/all';
import type { Field, Test } from './fields/field';
import { textTest } from './fields/text-test';
import { isMistake, parseText } from './parse';
import { mistakeAt, type FilterNode, type Mistake, type Term, type Value } from './syntax';

/** What a person typed, as questions to what is listed. */
export interface Filter {
  /** Whether findings, or who got it, decide on records too: what passes then changes with them. */
  readonly asksFindings: boolean;
  readonly asksExchanges: boolean;
  record(about: About): boolean;
  /** `title`: as it is shown. */
  finding(finding: Finding, title: string): boolean;
  /** Anything else that has a text; what a field asks for, it does not have. */
  text(text: string): boolean;
}

/** `filter` is null where the text filters nothing, or cannot be read. */
export interface Read {
  readonly filter: Filter | null;
  readonly error: Mistake | null;
}

/** What one term asks of anything that is listed. */
interface Asked extends Test {
  text(text: string): boolean;
}

/**
 * The one way from a text to a filter. `now`: what "5m" counts back from, in milliseconds since the epoch.
 */
export function readFilter(text: string, now = Date.now()): Read {
  const node = treeOf(text);
  if (node === null) return { filter: null, error: null };
  if (isMistake(node)) return { filter: null, error: node };
  const asks = new Set<Field['asks']>();
  const asked = compile(node, now, asks);
  if (asked === null) return { filter: null, error: null };
  if (isMistake(asked)) return { filter: null, error: asked };
  return {
    error: null,
    filter: {
      asksFindings: asks.has('findings'),
      asksExchanges: asks.has('exchange'),
      record: asked.record,
      finding: asked.finding,
      text: asked.text,
    },
  };
}

/** What was typed, as terms; null: nothing. */
export function treeOf(text: string): FilterNode | Mistake | null {
  return parseText(text, (name) => fieldNamed(name) !== undefined);
}

/** null: it asks nothing, like a field that is still without a value. */
function compile(node: FilterNode, now: number, asks: Set<Field['asks']>): Asked | Mistake | null {
  switch (node.kind) {
    case 'term':
      return compileTerm(node, now, asks);
    case 'not': {
      const part = compile(node.part, now, asks);
      if (part === null || isMistake(part)) return part;
      return {
        record: (about) => !part.record(about),
        finding: (finding, title) => !part.finding(finding, title),
        text: (text) => !part.text(text),
      };
    }
    case 'and':
    case 'or':
      return combined(
        node.parts.map((part) => compile(part, now, asks)),
        node.kind,
      );
  }
}

function compileTerm({ name, values }: Term, now: number, asks: Set<Field['asks']>): Asked | Mistake | null {
  const field = name === null ? undefined : fieldNamed(name);
  if (field) {
    asks.add(field.asks);
    return combined(
      values.map((value) => {
        const test = field.read(value, now);
        return isMistake(test) ? test : { ...test, text: () => false };
      }),
      'or',
    );
  }
  const [value] = values;
  if (!value || value.text === '') return null;
  return slipOf(value) ?? anywhere(value);
}

function combined(parts: readonly (Asked | Mistake | null)[], kind: 'and' | 'or'): Asked | Mistake | null {
  const mistake = parts.find(isMistake);
  if (mistake) return mistake;
  const all = parts.filter((part): part is Asked => part !== null && !isMistake(part));
  const [only] = all;
  if (!only || all.length === 1) return only ?? null;
  const holds = kind === 'and' ? every : some;
  return {
    record: (about) => holds(all, (part) => part.record(about)),
    finding: (finding, title) => holds(all, (part) => part.finding(finding, title)),
    text: (text) => holds(all, (part) => part.text(text)),
  };
}

function every<T>(list: readonly T[], test: (one: T) => boolean): boolean {
  return list.every(test);
}

function some<T>(list: readonly T[], test: (one: T) => boolean): boolean {
  return list.some(test);
}

/** A word like `chanel:storage`; not an address, and not a name that no field is like. */
function slipOf({ kind, text, place }: Value): Mistake | null {
  const [, name = ''] = (kind === 'word' && /^([a-z]+):(?!\/\/)./i.exec(text)) || [];
  const like = name === '' ? undefined : fieldLike(name.toLowerCase());
  if (like === undefined) return null;
  return mistakeAt({ from: place.from, to: place.from + name.length }, 'filter_error_field', name, like);
}

/** A text that may be anywhere. */
function anywhere(value: Value): Asked | Mistake {
  const isPattern = value.kind === 'pattern';
  const test = textTest(value.text.includes('*') && !isPattern ? { ...value, kind: 'quoted' } : value);
  if (typeof test !== 'function') return test;
  const inAny = (texts: readonly string[]): boolean =>
    isPattern ? texts.some(test) : test(texts.join('\n'));
  return {
    record: (about) => inAny(textsOf(about.record, about.context())),
    finding: (finding, title) => inAny([finding.code, finding.channel.kind, finding.channel.name, title]),
    text: test,
  };
}

/** Where free text is looked for. */
function textsOf(record: Record, context: Context | undefined): string[] {
  const texts = [
    record.channel.kind,
    record.channel.name,
    actionOf(record),
    messageOf(record),
    urlOf(record),
  ];
  if (record.type === 'storage-write' || record.type === 'storage-event') {
    for (const text of [record.key, record.oldValue, record.newValue])
      if (text !== null) texts.push(wholeText(text));
  }
  if (record.type === 'stored') for (const [, value] of record.entries) texts.push(wholeText(value));
  if ('error' in record) texts.push(record.error.name, record.error.message);
  if (context) texts.push(context.title, context.url);
  return texts;
}
