import type { Preview } from '../preview';
import type { Record } from '../record';
import { samePartition } from '../exchange/contexts';
import { ref, tab, type Detector, type World } from './detector';
import { keyName, shorten } from './names';
import { LimitedMap, LimitedSet } from '../limited';

/** A value that a page made up for its tab: long enough not to be one by chance, short enough to be an id. */
const shortest = 8;
const longest = 200;
/** Parts of a message that are looked at. */
const maxParts = 40;
/** Ids that are remembered, the latest of them. */
const maxIds = 500;

interface Id {
  /** The write, or what its tab's sessionStorage held when it was read. */
  readonly source: Record;
  readonly key: string;
  readonly tab: number;
  /** Documents that may have it from elsewhere: they wrote it themselves, or got it in a message. */
  readonly known: Set<string>;
}

/** Two tabs that tell others the same id out of their sessionStorage, where one began with a copy of the other's: S20. */
export function detectSessionCopies(world: World): Detector {
  const ids = new LimitedMap<string, Id>();
  /** What is in a storage that tabs share can be read by all of them. */
  const shared = new LimitedSet<string>();

  function wrote(record: Record & { readonly type: 'storage-write' }): void {
    const { newValue, context, error } = record;
    if (typeof newValue !== 'string' || error) return;
    if (record.channel.kind === 'local-storage') {
      if (ids.delete(newValue) || isIdLike(newValue)) remember(newValue);
      told(record, newValue);
      return;
    }
    const known = ids.get(newValue);
    if (known) known.known.add(context);
    else made(record, keyName(record.key), newValue);
  }

  function made(source: Record, key: string, value: string): void {
    if (!isIdLike(value) || shared.has(value)) return;
    const from = world.contexts.get(source.context)?.context?.tab ?? null;
    if (from === null) return;
    ids.set(value, { source, key, tab: from, known: new Set([source.context]) });
    const [oldest] = ids.keys();
    if (ids.size > maxIds && oldest !== undefined) ids.delete(oldest);
  }

  /** A property that was set leaves no write: what the page held soon after it began tells. In the copy it is there too. */
  function held(record: Record & { readonly type: 'stored' }): void {
    for (const [key, value] of record.entries) {
      if (typeof value !== 'string') continue;
      if (record.channel.kind !== 'session-storage') {
        if (ids.delete(value) || isIdLike(value)) remember(value);
      } else if (!ids.has(value) && isRandom(value)) made(record, keyName(key), value);
    }
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
    if (!id || !own?.context || own.context.tab === null || own.context.tab === id.tab) return;
    const writer = world.contexts.get(id.source.context);
    if (id.known.has(record.context) || !writer || !samePartition(own, writer)) return;
    if (own.created < id.source.time || own.gaps.length > 0) return;
    id.known.add(record.context);
    world.report({
      code: 'S20',
      subject: `${record.context} ${id.key}`,
      channel: id.source.channel,
      values: [id.key, tab(record.context), tab(id.source.context), shorten(value)],
      contexts: [record.context, id.source.context],
      evidence: [ref(record), ref(id.source)],
      time: record.time,
    });
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

/** No version, name or date that both pages may hold without a copy: letters and digits change often, or it is a fraction with many digits. */
function isRandom(value: string): boolean {
  const changes = value.match(/\d(?=[a-z])|[a-z](?=\d)/gi)?.length ?? 0;
  return changes >= 4 || /^0\.\d{10,}$/.test(value);
}

function forEachText(data: Preview, take: (text: string) => void): void {
  const open: Preview[] = [data];
  for (let index = 0; index < open.length && index < maxParts; index += 1) {
    const part = open[index];
    if (typeof part === 'string') take(part);
    else if (typeof part === 'object' && part !== null && (part.t === 'object' || part.t === 'array'))
      open.push(...part.v);
  }
}
