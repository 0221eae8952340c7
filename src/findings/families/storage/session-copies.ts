import { previewOfJson } from '../../../record/json-preview';
import type { Preview } from '../../../record/preview';
import type { Record } from '../../../record/record';
import { listenersAt, samePartition } from '../../../presence/contexts';
import { same, wholeText } from '../../../shown/columns';
import { ref, tab, type Claim, type Detector, type World } from '../../asking/detector';
import { keyName, shorten } from '../../asking/names';
import { LimitedMap, LimitedSet } from '../../../limited';
import type { Codes } from '../../code';
import { html } from '../../links';

export const codes = {
  S20: {
    severity: 'warning',
    confidence: 'likely',
    values: ['key', 'copied tab', 'earlier tab', 'id'],
    link: `${html}/webstorage.html#dom-sessionstorage`,
  },
} as const satisfies Codes;

/** A value that a page made up for its tab: long enough not to be one by chance, short enough to be an id. */
const shortest = 8;
const longest = 200;
/** Longer messages are not read. */
const longestJson = 4_096;
/** Parts of a message that are looked at. */
const maxParts = 40;
/** Tabs that one id is copied to. */
const maxCopies = 50;
/** Ids that are remembered, the latest of them. */
const maxIds = 500;
/** Who finds its id taken makes another one within so many milliseconds. */
const asks = 2_000;

interface Id {
  /** The write, or what its tab's sessionStorage held when it was read. */
  readonly source: Record;
  readonly key: string;
  readonly tab: number;
  /** Documents that may have it from elsewhere: they wrote it themselves, or got it in a message. */
  readonly known: Set<string>;
  /** What documents of other tabs held that have it too. */
  readonly copies: Map<string, Record>;
}

/**
 * Two tabs that tell others the same id out of their sessionStorage, where one began with a copy of the
 * other's: S20.
 */
export function create(world: World): Detector {
  const ids = new LimitedMap<string, Id>();
  /** What is in a storage that tabs share can be read by all of them. */
  const shared = new LimitedSet<string>();
  /** Who wrote a key of localStorage last. */
  const saved = new LimitedMap<string, string>();
  /** What was said, by document and key. */
  const copies = new LimitedMap<string, { readonly claim: Claim; readonly time: number }>();

  function wrote(record: Record & { readonly type: 'storage-write' }): void {
    const { newValue, context, error } = record;
    if (typeof newValue !== 'string' || error) return;
    if (record.channel.kind === 'local-storage') {
      if (ids.delete(newValue) || isIdLike(newValue)) remember(newValue);
      told(record, newValue);
      if (ids.size > 0) wroteKey(record, wholeText(record.key ?? ''));
      return;
    }
    minted(record);
    const known = ids.get(newValue);
    if (known) known.known.add(context);
    else made(record, keyName(record.key), newValue);
  }

  /** Two tabs save under one key that has the id in its name, and do not listen: neither means to share. */
  function wroteKey(record: Record & { readonly type: 'storage-write' }, key: string): void {
    const { context, time, oldValue, newValue } = record;
    if (key.length > longest || same(oldValue, newValue)) return;
    const last = saved.get(key);
    saved.set(key, context);
    if (last === undefined || last === context) return;
    const of = world.contexts.get(context);
    if (!of || listenersAt(of, time) !== 0) return;
    for (const part of partsOf(key)) told(record, part);
  }

  function made(source: Record, key: string, value: string): void {
    if (!isIdLike(value) || shared.has(value)) return;
    const from = world.contexts.get(source.context)?.context?.tab ?? null;
    if (from === null) return;
    ids.set(value, { source, key, tab: from, known: new Set([source.context]), copies: new Map() });
    const [oldest] = ids.keys();
    if (ids.size > maxIds && oldest !== undefined) ids.delete(oldest);
  }

  /**
   * A property that was set leaves no write: what the page held soon after it began tells. In the copy it is
   * there too.
   */
  function held(record: Record & { readonly type: 'stored' }): void {
    for (const [key, value] of record.entries) {
      if (typeof value !== 'string') continue;
      if (record.channel.kind !== 'session-storage') {
        if (ids.delete(value) || isIdLike(value)) remember(value);
      } else if (isRandom(value)) heldByTab(record, keyName(key), value);
    }
  }

  function heldByTab(record: Record, key: string, value: string): void {
    const id = ids.get(value);
    if (!id) made(record, key, value);
    else if (world.contexts.get(record.context)?.context?.tab !== id.tab && id.copies.size < maxCopies)
      id.copies.set(record.context, record);
  }

  function remember(value: string): void {
    shared.add(value);
    const [oldest] = shared;
    if (shared.size > maxIds && oldest !== undefined) shared.delete(oldest);
  }

  function got(record: Record, value: string): void {
    ids.get(value)?.known.add(record.context);
  }

  function told(record: Record, value: string): void {
    const id = ids.get(value);
    const own = world.contexts.get(record.context);
    if (!id || !own?.context || own.context.tab === null) return;
    if (own.context.tab === id.tab) {
      // Those who have the copy take what they get for their own.
      for (const [context, held] of id.copies)
        if (!id.known.has(context)) copied(id, context, value, [record, held]);
      return;
    }
    const writer = world.contexts.get(id.source.context);
    if (id.known.has(record.context) || !writer || !samePartition(own, writer)) return;
    if (own.created < id.source.time || own.gaps.length > 0) return;
    copied(id, record.context, value, [record]);
  }

  function copied(id: Id, context: string, value: string, evidence: readonly [Record, ...Record[]]): void {
    const { key, source } = id;
    id.known.add(context);
    const claim = world.claim({
      code: 'S20',
      subject: `${context} ${key}`,
      channel: source.channel,
      values: [key, tab(context), tab(source.context), shorten(value)],
      contexts: [context, source.context],
      evidence: [...evidence, source].map(ref),
      time: evidence[0].time,
    });
    copies.set(`${context} ${key}`, { claim, time: evidence[0].time });
  }

  /** It asked whether somebody has its id, and made another one. */
  function minted({ context, key, time }: Record & { readonly type: 'storage-write' }): void {
    const told = copies.get(`${context} ${keyName(key)}`);
    if (told && time - told.time < asks) told.claim.withdraw();
    for (const id of ids.values()) if (id.key === keyName(key)) id.copies.delete(context);
  }

  return (record) => {
    switch (record.type) {
      case 'storage-write':
        wrote(record);
        break;
      case 'stored':
        held(record);
        break;
      case 'storage-event':
        if (typeof record.newValue === 'string') got(record, record.newValue);
        break;
      case 'send':
        if (ids.size > 0)
          forEachText(record.data, (text) => {
            told(record, text);
          });
        break;
      case 'receive':
        if (ids.size > 0)
          forEachText(record.data, (text) => {
            got(record, text);
          });
        break;
      default:
    }
  };
}

/** Words have no digit in them, and numbers alone count things. */
function isIdLike(value: string): boolean {
  return (
    value.length >= shortest &&
    value.length <= longest &&
    /\d/.test(value) &&
    /^[\w.:-]*\D[\w.:-]*$/.test(value)
  );
}

/**
 * No version, name or date that both pages may hold without a copy: letters and digits change often, or it is
 * a fraction with many digits.
 */
function isRandom(value: string): boolean {
  if (/^0\.\d{10,}$/.test(value)) return true;
  if (value.includes('.') || /^\d{4}-\d\d-\d\d/.test(value)) return false;
  return (value.match(/\d(?=[a-z])|[a-z](?=\d)/gi)?.length ?? 0) >= 3;
}

/** A key, and what separators set off in it. */
function partsOf(key: string): ReadonlySet<string> {
  return new Set([...key.split(/[:/.|@#]/), ...key.split(/[-_:/.|@#]/)]);
}

/** Sockets carry JSON. */
function unpacked(data: Preview): Preview {
  return typeof data === 'string' && data.length <= longestJson && /^[[{]/.test(data)
    ? (previewOfJson(data) ?? data)
    : data;
}

function forEachText(data: Preview, take: (text: string) => void): void {
  const open: Preview[] = [unpacked(data)];
  for (let index = 0; index < open.length && index < maxParts; index += 1) {
    const part = open[index];
    if (typeof part === 'string') take(part);
    else if (typeof part === 'object' && part !== null && (part.t === 'object' || part.t === 'array'))
      open.push(...part.v);
  }
}
