import type { Context, Neighbour, Record } from '../../record/record';
import { createOccurrences } from './occurrences';
import type { RuleName } from './patterns';
import { createPseudonyms } from './pseudonyms';
import { createRecordRewriter } from './rewrite-record';
import { createTextRewriter, type Encoding, type Hit, type Rules } from './rewrite-text';

/** What a person decides beside the rules. */
export interface Wishes {
  /** Names of fields, keys, cookies and headers whose values go too. */
  readonly names: readonly string[];
  /** Regular expressions; what the first group takes goes, or all of it. */
  readonly patterns: readonly string[];
  /** Values that stay. */
  readonly keep: readonly string[];
  /** Values that go. */
  readonly add: readonly string[];
}

export const noWishes: Wishes = { names: [], patterns: [], keep: [], add: [] };

/** One value that is replaced, for a person to judge. */
export interface Replaced {
  readonly value: string;
  readonly pseudonym: string;
  readonly rule: RuleName;
  /** The names that it was found by, the first few. */
  readonly names: readonly string[];
  /** How often rules found it. */
  readonly count: number;
}

/**
 * First everything is looked at, then everything is redacted: a value that one record gives away goes from
 * all of them.
 */
export interface Redaction {
  look(record: Record): void;
  lookAt(context: Context): void;
  /** What goes, the most frequent first. */
  replaced(): readonly Replaced[];
  /** Values that were in what has been redacted so far. */
  put(): ReadonlySet<string>;
  record(record: Record): Record;
  context(context: Context): Context;
  neighbour(neighbour: Neighbour): Neighbour;
  /** Any other text of the same capture. */
  text(text: string): string;
}

interface Secret {
  readonly value: string;
  readonly rule: RuleName;
  readonly names: Set<string>;
  /** As it was written where it was found. */
  readonly forms: Map<string, Encoding>;
  isTyped: boolean;
  count: number;
}

/** Whether a value is replaced wherever it is, and not only where a rule found it. */
export function isFindable(value: string): boolean {
  return value.length >= (/^\d+$/.test(value) ? shortestNumber : shortest);
}

const maxNames = 5;
const maxForms = 20;
/** Shorter ones are replaced where a rule found them, and nowhere else: they are in too much. */
const shortest = 4;
const shortestNumber = 6;
/** Texts that come again and again: URLs and titles of documents. */
const maxRemembered = 5_000;

export function createRedaction(wishes: Wishes = noWishes): Redaction {
  const rules: Rules = {
    names: new Set(wishes.names.map((name) => name.toLowerCase())),
    patterns: wishes.patterns.map((source) => new RegExp(source, 'dg')),
  };
  const keep = new Set(wishes.keep);
  const secrets = new Map<string, Secret>();
  let made: Made | null = null;
  for (const value of wishes.add)
    note({ value, raw: value, encoding: 'plain', rule: 'own', name: '', isTyped: false });

  function note({ value, raw, encoding, rule, name, isTyped }: Hit): string {
    if (keep.has(value) || value === '') return raw;
    let secret = secrets.get(value);
    if (!secret) {
      secret = { value, rule, names: new Set(), forms: new Map(), isTyped, count: 0 };
      secrets.set(value, secret);
      made = null;
    }
    secret.count += 1;
    secret.isTyped ||= isTyped;
    if (name !== '' && secret.names.size < maxNames) secret.names.add(name);
    if (raw !== value && secret.forms.size < maxForms && !secret.forms.has(raw)) {
      secret.forms.set(raw, encoding);
      made = null;
    }
    return raw;
  }

  const looking = createRecordRewriter(createTextRewriter(rules, note));

  function replacing(): Made {
    made ??= makeReplacing(secrets, rules);
    return made;
  }

  return {
    look(record) {
      looking.record(record);
    },
    lookAt(context) {
      looking.context(context);
    },
    replaced() {
      const { pseudonyms } = replacing();
      return [...secrets.values()]
        .map(({ value, rule, names, count }) => ({
          value,
          pseudonym: pseudonyms.get(value) ?? '',
          rule,
          names: [...names],
          count,
        }))
        .sort((a, b) => b.count - a.count);
    },
    put: () => replacing().put,
    record: (record) => replacing().rewriter.record(record),
    context: (context) => replacing().rewriter.context(context),
    neighbour: (one) => ({ ...one, origin: replacing().text(one.origin) }),
    text: (text) => replacing().text(text),
  };
}

interface Made {
  /** Values in whose place something was put. */
  readonly put: ReadonlySet<string>;
  readonly pseudonyms: ReadonlyMap<string, string>;
  readonly rewriter: ReturnType<typeof createRecordRewriter>;
  text(text: string): string;
}

function makeReplacing(secrets: ReadonlyMap<string, Secret>, rules: Rules): Made {
  const known = createOccurrences();
  for (const value of secrets.keys()) known.add(value, '');
  const made = createPseudonyms();
  const pseudonyms = new Map<string, string>();
  const everywhere = createOccurrences();
  const put = new Set<string>();
  /** What stands for each value, in every writing of it. */
  const valueOf = new Map<string, string>();
  function add(value: string, written: string, replacement: string): void {
    everywhere.add(written, replacement);
    valueOf.set(replacement, value);
  }
  function putFor(replacement: string): void {
    const value = valueOf.get(replacement);
    if (value !== undefined) put.add(value);
  }
  for (const { value, forms, isTyped } of secrets.values()) {
    const pseudonym = made.of(value, isTyped, known.has);
    pseudonyms.set(value, pseudonym);
    if (!isFindable(value)) continue;
    add(value, value, pseudonym);
    for (const [form, encoding] of forms) add(value, form, encode(pseudonym, encoding));
    for (const write of writings) add(value, write(value), write(pseudonym));
  }

  const { text, number } = createTextRewriter(
    rules,
    ({ value, raw, encoding }) => {
      const pseudonym = pseudonyms.get(value);
      if (pseudonym === undefined) return raw;
      put.add(value);
      return encode(pseudonym, encoding);
    },
    (inner) => everywhere.replace(inner, putFor),
  );
  const remembered = new Map<string, string>();

  /** What rules find is replaced in its place; then whatever of the same values is left elsewhere. */
  function replace(from: string, names: readonly string[]): string {
    if (names.length > 0) return everywhere.replace(text(from, names), putFor);
    let to = remembered.get(from);
    if (to === undefined) {
      to = everywhere.replace(text(from, names), putFor);
      if (remembered.size >= maxRemembered) remembered.clear();
      remembered.set(from, to);
    }
    return to;
  }

  function replaceNumber(value: number): string | null {
    if (value < 10 ** (shortestNumber - 1)) return null;
    const pseudonym = pseudonyms.get(String(value));
    if (pseudonym !== undefined) put.add(String(value));
    return pseudonym ?? null;
  }

  const rewriter = createRecordRewriter({
    text: replace,
    number: (value, names) => number(value, names) ?? replaceNumber(value),
  });
  return { pseudonyms, put, rewriter, text: (from) => replace(from, []) };
}

function encode(value: string, encoding: Encoding): string {
  switch (encoding) {
    case 'plain':
      return value;
    case 'json':
      return inJson(value);
    case 'url':
      return inUrl(value);
  }
}

function inJson(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

function withSlashes(value: string): string {
  return inJson(value).replaceAll('/', '\\/');
}

function inAscii(value: string): string {
  return inJson(value).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Halves of surrogate pairs have no place in a URL. */
function inUrl(value: string): string {
  return encodeURIComponent(value.replace(/\p{Cs}/gu, '\ufffd'));
}

/** The ways in which a value is written within other texts. */
const writings: readonly ((value: string) => string)[] = [
  inJson,
  (value) => inJson(inJson(value)),
  (value) => inJson(inJson(inJson(value))),
  // As PHP and Python write JSON.
  withSlashes,
  inAscii,
  (value) => inAscii(value).replaceAll('/', '\\/'),
  inUrl,
  (value) => inUrl(value).replace(/%20/g, '+'),
  (value) => inUrl(value).replace(/%[\dA-F]{2}/g, (escaped) => escaped.toLowerCase()),
  (value) => inUrl(inUrl(value)),
];
