import type { Preview } from './preview';
import type { Record } from './record';

/** Milliseconds within which a written cookie is told of, in its own tab and in others. */
const toldWithin = 2_000;
/** The clocks of two documents agree to so many milliseconds. */
const precision = 50;

/** The record of the page's write that made a cookie change; undefined where a server, or somebody unseen, wrote it. */
export function cookieWriter(records: readonly Record[], change: Record): Record | undefined {
  if (change.channel.kind !== 'cookie' || change.type !== 'state' || change.state === 'written')
    return undefined;
  const [name, value] = pair(typeof change.detail === 'string' ? change.detail : '');
  return records.findLast((record) => {
    if (record.channel.kind !== 'cookie' || record.type !== 'state' || record.state !== 'written')
      return false;
    const age = change.time - record.time;
    if (age > toldWithin || age < -precision) return false;
    const [written, as] = writtenPair(record.detail);
    return written === name && (change.state === 'deleted' || as === value);
  });
}

function writtenPair(detail: Preview | undefined): [string, string] {
  const text = part(detail, 'text');
  return text === undefined
    ? [part(detail, 'name') ?? '', part(detail, 'value') ?? '']
    : pair(text.split(';')[0] ?? '');
}

/** A cookie without a name is all value. */
function pair(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

function part(detail: Preview | undefined, name: string): string | undefined {
  if (typeof detail !== 'object' || detail === null || detail.t !== 'object') return undefined;
  const value = detail.v[detail.k.indexOf(name)];
  return typeof value === 'string' ? value : undefined;
}
