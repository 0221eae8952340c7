import { count, fields, flag, list, moment, text } from '../parse';
import type { Batch, Claims, Command, FromContent, Left } from './background';
import { parseSettingsChange } from '../settings';

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
    default:
      return undefined;
  }
}

/** What a content script left in storage.local. */
export function parseLeft(value: unknown): Left | undefined {
  const claims = parseClaims(fields(value)?.claims);
  const batch = parseBatch(value);
  return claims && batch && { ...batch, claims };
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
    default:
      return undefined;
  }
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

const contextId = /^[0-9a-f]{32}$/;

function parseClaims(value: unknown): Claims | undefined {
  const given = fields(value);
  const context = text(given?.context);
  const origin = text(given?.origin);
  const url = text(given?.url);
  const topOrigin = text(given?.topOrigin);
  const title = text(given?.title);
  const partial = flag(given?.partial);
  const created = moment(given?.created);
  if (context === undefined || !contextId.test(context) || origin === undefined || url === undefined)
    return undefined;
  if (topOrigin === undefined || title === undefined || partial === undefined || created === undefined)
    return undefined;
  const replaces = given?.replaces === null ? null : text(given?.replaces);
  if (replaces === undefined || (replaces !== null && !contextId.test(replaces))) return undefined;
  return { context, origin, url, topOrigin, title, partial, created, replaces };
}
