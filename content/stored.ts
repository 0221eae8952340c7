import type { Stored, Text } from '../src/record/record';
import type { AreaKind } from '../src/record/storage-areas';
import { keepStored, mostStored, textOf } from '../src/record/text';

/**
 * What an area holds now; null where it is empty, or the document may have none. Read by this world's own
 * objects: no page code runs, and none can notice.
 */
export function storedIn(kind: AreaKind, time: number): Stored | null {
  try {
    const all =
      kind === 'cookie' ? cookies() : items(kind === 'local-storage' ? localStorage : sessionStorage);
    const { entries, left } = bounded(all);
    if (entries.length + left === 0) return null;
    return { type: 'stored', time, channel: { kind, name: '' }, entries, left };
  } catch {
    // Documents without an origin, and those whose storage the user has blocked.
    return null;
  }
}

type Entry = readonly [string, string];

interface Entries {
  readonly count: number;
  at(index: number): Entry;
}

function items(storage: Storage): Entries {
  return {
    count: storage.length,
    at(index) {
      const key = storage.key(index) ?? '';
      return [key, storage.getItem(key) ?? ''];
    },
  };
}

/** As scripts see them: of several with one name, that of the longest path comes first. */
function cookies(): Entries {
  const all = document.cookie === '' ? [] : document.cookie.split('; ');
  return {
    count: all.length,
    at(index) {
      const cookie = all[index] ?? '';
      const end = cookie.indexOf('=');
      return end === -1 ? ['', cookie] : [cookie.slice(0, end), cookie.slice(end + 1)];
    },
  };
}

function bounded({ count, at }: Entries): { readonly entries: [Text, Text][]; readonly left: number } {
  const entries: [Text, Text][] = [];
  let room = keepStored;
  for (let index = 0; index < Math.min(count, mostStored); index += 1) {
    const [key, value] = at(index).map(textOf);
    if (key === undefined || value === undefined) break;
    room -= sizeOf(key) + sizeOf(value);
    if (room < 0) break;
    entries.push([key, value]);
  }
  return { entries, left: count - entries.length };
}

function sizeOf(text: Text): number {
  return typeof text === 'string' ? text.length : text.head.length + text.tail.length;
}
