import { changesNothing, wholeText } from '../../../shown/columns';
import type { Record } from '../../../record/record';
import { cookieWrite } from '../../../record/cookie-text';
import { LimitedMap, LimitedPairs, LimitedSet } from '../../../limited';
import { ref, tab, type Detector, type World } from '../../asking/detector';
import { leavesOf } from '../../asking/json-leaves';
import { keyName } from '../../asking/names';
import { placeOf } from '../../asking/place';

type Made = Record & { readonly context: string; readonly seq: number };

/** What a page put under a name to find it again. */
interface Kept {
  readonly name: string;
  readonly value: string;
  readonly place: string;
  readonly write: Made;
  /** Another tab's write of the same name since. */
  over: Made | null;
  /** When its own tab put something else there, or the same again. */
  oldSince: number;
  /** What its tab had put there before. */
  readonly before: Kept | null;
}

/** Shorter values are in an address by chance. */
const shortest = 8;
/** Longer ones are no ids. */
const longest = 200;
/** Of one value in JSON: ids in it, and its length. */
const mostTexts = 20;
const longestJson = 2_000;
/** Milliseconds: by then the browser has told of a document. */
const told = 1_000;
/** A tab that is away for longer has given up. */
const away = 600_000;

/**
 * A tab leaves a value under a key, goes away with it in its address, as to a sign-in, and comes back so.
 * Meanwhile another tab has put its own there: R5.
 */
export function create(world: World): Detector {
  /** By tab or frame, and name. */
  const keptBy = new LimitedPairs<Kept>();
  /** The latest of each name. */
  const keptAs = new LimitedMap<string, Kept>();
  /** Documents that do something of their own with others. */
  const busy = new LimitedSet<string>();

  function wrote(write: Made, id: string, name: string, value: string | null): void {
    const place = placeOf(world, write.context);
    const last = keptAs.get(id);
    const own = keptBy.get(place, id) ?? null;
    if (own) own.oldSince = Math.min(own.oldSince, write.time);
    if (last && last.place !== place && value !== null) last.over ??= write;
    keptAs.delete(id);
    if (value === null) return;
    if (value.length < shortest || value.length > (value.startsWith('{') ? longestJson : longest)) return;
    if (!/\d/.test(value)) return;
    const before = own ? { ...own, before: null } : null;
    const kept: Kept = { name, value, place, write, over: null, oldSince: Infinity, before };
    keptAs.set(id, kept);
    keptBy.set(place, id, kept);
  }

  function carries(context: string, values: readonly string[]): boolean {
    const url = world.contexts.get(context)?.context?.url ?? '';
    return values.some((value) => url.includes(value) || url.includes(encodeURIComponent(value)));
  }

  function began(record: Record): void {
    const place = placeOf(world, record.context);
    for (const id of keptBy.of(place))
      for (let kept = keptBy.get(place, id) ?? null; kept; kept = kept.before) cameBack(record, kept);
  }

  function cameBack({ context, time }: Record, { value, name, write, over, oldSince }: Kept): void {
    // What the page that comes back does with the key itself comes later.
    if (oldSince < time || !over || over.time > time || time - write.time > away) return;
    const values = idsIn(value);
    if (!carries(context, values) || carries(write.context, values)) return;
    if (write.context === context || cameBefore(context, values, write.time, time)) return;
    world.report({
      code: 'R5',
      variant: 'R5_return',
      subject: `return ${context}`,
      part: name,
      channel: write.channel,
      values: [name, tab(over.context), tab(context), Math.round((time - over.time) / 100) / 10],
      contexts: [over.context, context],
      evidence: [ref(write), ref(over)],
      time,
    });
  }

  /** A page that works at this address is not on its way back. */
  function cameBefore(context: string, values: readonly string[], from: number, until: number): boolean {
    const place = placeOf(world, context);
    return world.contexts
      .between(from, until)
      .some(
        ({ id }) => id !== context && busy.has(id) && placeOf(world, id) === place && carries(id, values),
      );
  }

  return (record) => {
    const { channel, context } = record;
    if (record.type === 'lifecycle' && record.state === 'created')
      world.when(record.time + told, () => {
        began(record);
      });
    else if (record.type === 'send' || record.type === 'storage-write' || record.type === 'open')
      busy.add(context);
    if (record.type === 'storage-write' && channel.kind === 'local-storage' && !record.error) {
      if (record.key === null || changesNothing(record)) return;
      const value = record.newValue === null ? null : wholeText(record.newValue);
      wrote(record, `key ${keyName(record.key)}`, keyName(record.key), value);
    } else if (channel.kind === 'cookie') {
      const cookie = cookieWrite(record);
      if (cookie) wrote(record, `cookie ${cookie.name}`, cookie.name, cookie.removes ? null : cookie.value);
    }
  };
}

/** Texts that an address would not have by chance. */
function idsIn(value: string): string[] {
  const texts = [value];
  for (const leaf of leavesOf(value)?.values() ?? [])
    if (leaf.startsWith('"') && texts.length < mostTexts) texts.push(String(JSON.parse(leaf)));
  return texts.filter(
    (text) => text.length >= shortest && text.length <= longest && /\d/.test(text) && !/[{[]/.test(text),
  );
}
