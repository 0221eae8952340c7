import type { Preview } from '../../record/preview';

/** What a message asks for, as far as its shape says: two messages of one kind expect the same. */
export function requestKind(data: Preview): string {
  if (typeof data === 'string') return data.length <= longest ? `"${data}"` : 'string';
  if (typeof data !== 'object' || data === null) return typeof data;
  if (data.t === 'array')
    return data.v.length > 0 && typeof data.v[0] === 'string' ? `[${data.v[0]}]` : 'array';
  if (data.t !== 'object') return data.t;
  for (const name of kindNames) {
    const value = data.v[data.k.indexOf(name)];
    if (typeof value === 'string') return `${name} ${value}`;
  }
  return `{${[...data.k].sort().join()}}`;
}

/** A longer text is something that was written, not a command. */
const longest = 40;
const kindNames = [
  'type',
  'action',
  'kind',
  'method',
  'cmd',
  'command',
  'op',
  'event',
  'name',
  'topic',
  'do',
];
