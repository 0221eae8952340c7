import { count, fields, flag, list, moment, parseJson, text } from '../record/parse';
import { leftPrefix, type Batch, type Claims, type Command, type FromContent } from './background';
import type { PageOrder } from './orders';
import { parseSettingsChange } from './settings';

const contextId = /^[0-9a-f]{32}$/;

/** What came over a context's port; undefined for anything else. */
export function parseFromContent(value: unknown): FromContent | undefined {
  const given = fields(value);
  switch (given?.type) {
    case 'hello': {
      const claims = parseClaims(given.claims);
      return claims && { type: 'hello', claims };
    }
    case 'batch': {
      const batch = parseBatch(given);
      return batch && { type: 'batch', ...batch };
    }
    case 'title': {
      const title = text(given.title);
      const url = text(given.url);
      return title === undefined || url === undefined ? undefined : { type: 'title', title, url };
    }
    case 'read':
      return { type: 'read' };
    case 'answer': {
      const id = count(given.id);
      const done = flag(given.done);
      return id === undefined || done === undefined ? undefined : { type: 'answer', id, done };
    }
    default:
      return undefined;
  }
}

/** The context whose document left something under that key of storage.local. */
export function contextOfLeft(key: string): string | undefined {
  const [context = ''] = key.slice(leftPrefix.length).split('/');
  return key.startsWith(leftPrefix) && contextId.test(context) ? context : undefined;
}

/** What a document left behind, unsealed: a batch whose parts hold as many observations as it says. */
export function parseLeft(json: string): Batch | undefined {
  const batch = parseBatch(parseJson(json));
  return batch && held(batch.parts) === batch.count ? batch : undefined;
}

function held(parts: readonly string[]): number {
  return parts.reduce((sum, part) => {
    const values = parseJson(part);
    return sum + (Array.isArray(values) ? values.length : NaN);
  }, 0);
}

export function parseCommand(value: unknown): Command | undefined {
  const given = fields(value);
  const origin = text(given?.origin);
  switch (given?.type) {
    case 'watch':
    case 'unwatch':
    case 'clear':
    case 'reload-tabs':
    case 'watch-state':
      return origin === undefined ? undefined : { type: given.type, origin };
    case 'change-settings': {
      const change = parseSettingsChange(given.change);
      return change && { type: 'change-settings', change };
    }
    case 'watch-all': {
      const on = flag(given.on);
      return on === undefined ? undefined : { type: 'watch-all', on };
    }
    case 'order': {
      const context = text(given.context);
      const order = parseOrder(given.order);
      return context === undefined || !order ? undefined : { type: 'order', context, order };
    }
    default:
      return undefined;
  }
}

function parseOrder(value: unknown): PageOrder | undefined {
  const given = fields(value);
  if (given?.type === 'stop') return { type: 'stop' };
  const object = given?.type === 'has' ? count(given.object) : undefined;
  return object === undefined ? undefined : { type: 'has', object };
}

/** content/queue.ts sends fewer; one that claims more is not ours. */
const maxRecords = 1_000_000;

function parseBatch(value: unknown): Batch | undefined {
  const given = fields(value);
  const first = count(given?.first);
  const number = count(given?.count);
  const parts = list(given?.parts, text);
  if (first === undefined || number === undefined || number > maxRecords || !parts) return undefined;
  // Beyond the safe integers there is no next seq.
  if (!Number.isSafeInteger(first + number)) return undefined;
  return { first, count: number, parts };
}

function parseClaims(value: unknown): Claims | undefined {
  const given = fields(value);
  const context = text(given?.context);
  const origin = text(given?.origin);
  const url = text(given?.url);
  const topOrigin = text(given?.topOrigin);
  const within = text(given?.within);
  const title = text(given?.title);
  const partial = flag(given?.partial);
  const created = moment(given?.created);
  if (context === undefined || !contextId.test(context) || origin === undefined || url === undefined)
    return undefined;
  if (topOrigin === undefined || within === undefined || title === undefined) return undefined;
  const read = flag(given?.read);
  if (partial === undefined || created === undefined || read === undefined) return undefined;
  const replaces = given?.replaces === null ? null : text(given?.replaces);
  if (replaces === undefined || (replaces !== null && !contextId.test(replaces))) return undefined;
  return { context, origin, url, topOrigin, within, title, partial, created, replaces, read };
}
