import { base64Of, textOfBase64 } from './bytes';
import { rewriteJson } from './json-text';
import { nameSays, type NameSays } from './names';
import { patterns, type RuleName } from './patterns';
import { isHarmless, looksRandom } from './values';

/** How a value was written where it was found. */
export type Encoding = 'plain' | 'json' | 'url';

/** Something that a rule takes for a secret. */
export interface Hit {
  readonly value: string;
  /** As the text has it. */
  readonly raw: string;
  readonly encoding: Encoding;
  readonly rule: RuleName;
  /** The name that made it one, for rule `name`; else ''. */
  readonly name: string;
  /** People made it up: even its shape says much. */
  readonly isTyped: boolean;
}

/** What takes its place, in the same encoding; `raw` itself to leave it. */
export type OnHit = (hit: Hit) => string;

export interface Rules {
  /** Names beside those of names.ts, in lower case. */
  readonly names: ReadonlySet<string>;
  /** Patterns beside those of patterns.ts, of flag g. */
  readonly patterns: readonly RegExp[];
}

const deepest = 6;

/** What the names on the way to a value say, the nearest that says something. */
interface Held {
  readonly says: NameSays;
  readonly name: string;
}

const nothing: Held = { says: null, name: '' };

/**
 * Finds secrets in texts of pages: by the names that lead to them, in JSON, URLs, forms, cookies and headers
 * at any depth, and by their looks.
 */
export interface TextRewriter {
  /** `names`: those on the way to the text, the nearest last. */
  text(text: string, names: readonly string[]): string;
  /** A number that is no text: null where nothing says that it is a secret. */
  number(value: number, names: readonly string[]): string | null;
}

/** `leftover` gets each text out of another one: JSON in JSON, what a URL or base64 escapes. */
export function createTextRewriter(
  rules: Rules,
  onHit: OnHit,
  leftover: (text: string) => string = (text) => text,
): TextRewriter {
  function heldBy(names: readonly string[], isParameter = false): Held {
    for (let at = names.length - 1; at >= 0; at -= 1) {
      const name = names[at] ?? '';
      if (rules.names.has(name.toLowerCase())) return { says: 'secret', name };
      const says = nameSays(name, isParameter && at === names.length - 1);
      if (says !== null) return { says, name };
    }
    return nothing;
  }

  function isSecret(value: string, { says }: Held): boolean {
    if (says === 'holder') return looksRandom(value);
    return (says === 'secret' || says === 'password') && !isHarmless(value, says === 'password');
  }

  function hit(raw: string, value: string, encoding: Encoding, held: Held, rule: RuleName = 'name'): string {
    const name = rule === 'name' ? held.name : '';
    return onHit({ value, raw, encoding, rule, name, isTyped: rule === 'name' && held.says === 'password' });
  }

  function rewrite(text: string, held: Held, depth: number): string {
    if (text.length < 2 || depth > deepest) return text;
    const json = rewriteJson(text, ({ value, isName, names }) => {
      const own = heldBy(names);
      const by = own.says === null ? held : own;
      if (typeof value === 'number') return numberIn(value, by);
      const inner = leftover(isName ? loose(value, depth + 1) : rewrite(value, by, depth + 1));
      return inner === value ? null : JSON.stringify(inner);
    });
    if (json !== null) return json;
    if (held.says !== null && held.says !== 'about') {
      if (/^[\w.%!*$-]+=[^=]/.test(text) && /cookie/i.test(held.name)) return cookies(text, held);
      const scheme = /^(?:bearer|basic|token|digest|negotiate|apikey)\s+(?=\S{6})/i.exec(text)?.[0] ?? '';
      const value = text.slice(scheme.length);
      if (isSecret(value, held)) return scheme + hit(value, value, 'plain', held);
    }
    return loose(text, depth);
  }

  function numberIn(value: number, held: Held): string | null {
    const text = String(value);
    if (!/^\d{3,16}$/.test(text)) return null;
    if (held.says === 'secret' || held.says === 'password') {
      const isList = /s$/i.test(held.name);
      const isOwn = !isHarmless(text, held.says === 'password') && !(isList && text.length < 9);
      if (isOwn) return hit(text, text, 'plain', held);
    }
    const changed = text.length >= 13 ? loose(text, 0) : text;
    return changed === text ? null : changed;
  }

  /** `a=b; c=d`: each value is one, whatever its name. */
  function cookies(text: string, held: Held): string {
    return text.replace(/(^|;\s*)([^=;]+)=([^;]*)/g, (all, lead: string, name: string, value: string) => {
      const says = nameSays(name.trim());
      const isOne = says === 'secret' || says === 'password' || looksRandom(value);
      return attributes.test(name) || says === 'about' || !isOne || isHarmless(value, false)
        ? loose(all, 1)
        : `${lead}${name}=${hit(value, value, 'plain', { ...held, name: name.trim() })}`;
    });
  }

  /** Text that is no JSON: what looks like a secret, and what a name stands before. */
  function loose(text: string, depth: number): string {
    if (text.length < 4) return text;
    const found: Place[] = [];
    for (const { rule, pattern, check } of patterns) collect(text, pattern, rule, found, check);
    for (const pattern of rules.patterns) collect(text, pattern, 'own', found);
    if (text.includes('=')) assigned(text, found, depth);
    if (text.includes(':')) stated(text, found);
    if (text.includes('</')) within(text, element, found);
    if (text.includes('form-data')) within(text, formPart, found);
    if (text.length >= 16 && depth <= deepest) {
      if (text.includes('%')) encoded(text, escapedPart, unescaped, encodeURIComponent, found, depth);
      encoded(text, base64, textOfBase64, base64Of, found, depth);
    }
    return replaced(text, found);
  }

  function collect(
    text: string,
    pattern: RegExp,
    rule: RuleName,
    found: Place[],
    check: (secret: string) => boolean = () => true,
  ): void {
    for (const match of matchesOf(text, pattern)) {
      const group = match[1] === undefined ? 0 : 1;
      const raw = match[group] ?? '';
      const [from = match.index + match[0].indexOf(raw)] = match.indices?.[group] ?? [];
      if (raw !== '' && check(raw))
        found.push({ from, raw, with: () => hit(raw, raw, 'plain', nothing, rule) });
    }
  }

  /** `name=value`, as in URLs and forms. */
  function assigned(text: string, found: Place[], depth: number): void {
    for (const match of matchesOf(text, assignment)) {
      const [all, before = '', name = '', raw = ''] = match;
      const from = match.index + all.length - raw.length;
      const held = heldBy([unescaped(name)], /[?&#]/.test(before));
      const value = unescaped(raw);
      if (isSecret(value, held)) {
        const encoding = value === raw ? 'plain' : 'url';
        found.push({ from, raw, with: () => hit(raw, value, encoding, held) });
      } else if (value !== raw) {
        const inner = leftover(rewrite(value, held, depth + 1));
        if (inner !== value) found.push({ from, raw, with: () => encodeURIComponent(inner) });
      }
    }
  }

  /** `name: value` in a sentence or a header, and in JSON that is cut, or is a part of other text. */
  function stated(text: string, found: Place[]): void {
    for (const pattern of [statement, ...fragments])
      for (const match of matchesOf(text, pattern)) {
        const [all, name = '', raw = ''] = match;
        const held = heldBy([name]);
        const value = pattern === statement ? raw : raw.replace(/\\+(.)/g, '$1');
        if (!isSecret(value, held)) continue;
        if (pattern === statement && !isStated(raw, text, match.index)) continue;
        const from = match.index + all.length - raw.length;
        const encoding = value === raw ? 'plain' : 'json';
        found.push({ from, raw, with: () => hit(raw, value, encoding, held) });
      }
  }

  /** `<password>value</password>`, and the parts of a form. */
  function within(text: string, pattern: RegExp, found: Place[]): void {
    for (const { 0: all, 1: name = '', 2: raw = '', index } of matchesOf(text, pattern)) {
      const held = heldBy([name]);
      const from = index + all.lastIndexOf(raw);
      if (isSecret(raw, held)) found.push({ from, raw, with: () => hit(raw, raw, 'plain', held) });
    }
  }

  /** Text that is written in other signs. */
  function encoded(
    text: string,
    pattern: RegExp,
    decode: (raw: string) => string | null,
    encode: (text: string, like: string) => string,
    found: Place[],
    depth: number,
  ): void {
    for (const { 0: raw, index } of matchesOf(text, pattern)) {
      const value = decode(raw);
      if (value === null || value === raw) continue;
      const inner = leftover(rewrite(value, nothing, depth + 1));
      if (inner !== value) found.push({ from: index, raw, with: () => encode(inner, raw) });
    }
  }

  return {
    text: (text, names) => rewrite(text, heldBy(names), 0),
    number: (value, names) => numberIn(value, heldBy(names)),
  };
}

/** What says something about a cookie beside its value. */
const attributes = /^\s*(?:path|domain|expires|max-age|samesite|priority)\s*$/i;

const assignment =
  /(^|[^\p{L}\p{N}_.$[\]%-])([\p{L}_$][\p{L}\p{N}_.$[\]%-]{0,63})=["']?([^\s"'&;,<>{}()|\\]+)/gu;
const statement =
  /(?<![\p{L}\p{N}_.$-])([\p{L}_$][\p{L}\p{N}_.$-]{0,63}):[ \t]{0,2}["']?([^\s"'&;,<>{}()|\\]+)/gu;
/** Whose quotes are as they are, and escaped once or more; then numbers. */
const fragments = [
  /(?<!\\)"([^"\\\n]{1,64})"\s*:\s*"((?:[^"\\]|\\.)+)/g,
  /(?<!\\)\\+"([^"\\\n]{1,64})\\+"\s*:\s*\\+"([^"\\]+)/g,
  /"([^"\\\n]{1,64})\\*"\s*:\s*(\d{4,16})(?!\d)/g,
];

const element = /<([\p{L}_][\p{L}\p{N}_:.-]{0,63})(?:\s[^<>]{0,500})?>([^<>]{1,500})(?=<\/)/gu;
const formPart =
  /name="([^"\r\n]{1,64})"[^\r\n]{0,200}\r?\n(?:[^\r\n]{1,200}\r?\n){0,3}\r?\n([^\r\n]{1,1000})/g;
const escapedPart = /[\w.~!*()+-]*(?:%[\da-f]{2}[\w.~!*()+-]*)+/gi;
const base64 = /(?<![\w+/-])[A-Za-z\d+/_-]{16,}={0,2}(?![\w+/=-])/g;

/** After a colon in a sentence: no word, but something that was typed or made. */
function isStated(raw: string, text: string, index: number): boolean {
  const isHeader = index === 0 || text[index] === '\n';
  return /\d|[a-z][A-Z]|[_=+/]/.test(raw) || raw.length >= 20 || (isHeader && !text.includes(' '));
}

/**
 * UTF-8 as URLs escape it. What is none stays: each error that is thrown takes its time, and a page could
 * make thousands.
 */
const escapes =
  /(?:%[0-7][\da-f]|%(?:c[2-9a-f]|d[\da-f])%[89ab][\da-f]|%e[1-9a-cef](?:%[89ab][\da-f]){2}|%f0%[9ab][\da-f](?:%[89ab][\da-f]){2}|%f[1-3](?:%[89ab][\da-f]){3})+/gi;

function unescaped(raw: string): string {
  return raw.includes('%') ? raw.replace(escapes, decodeURIComponent) : raw;
}

/**
 * As `matchAll` gives them, which makes an expression anew for each text: that took half the time of a
 * redaction.
 */
function matchesOf(text: string, pattern: RegExp): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    found.push(match);
    if (match[0] === '') pattern.lastIndex += 1;
  }
  return found;
}

interface Place {
  readonly from: number;
  readonly raw: string;
  readonly with: () => string;
}

/** The first of those that overlap counts; of two that begin together the longer. */
function replaced(text: string, found: Place[]): string {
  if (found.length === 0) return text;
  found.sort((a, b) => a.from - b.from || b.raw.length - a.raw.length);
  const out: string[] = [];
  let at = 0;
  for (const place of found) {
    if (place.from < at) continue;
    out.push(text.slice(at, place.from), place.with());
    at = place.from + place.raw.length;
  }
  return out.join('') + text.slice(at);
}
