import { changesNothing, wholeText } from '../../../shown/columns';
import type { Record } from '../../../record/record';
import { cookieWrite } from '../../../record/cookie-text';
import { LimitedMap, LimitedSet } from '../../../limited';
import { ref, tab, type Detector, type World } from '../../asking/detector';
import { keyName } from '../../asking/names';
import { placeOf } from '../../asking/place';
import { createRecent } from '../../asking/recent';

type Made = Record & { readonly context: string; readonly seq: number };

/** What a page put under a name to find it again. */
interface Kept {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly place: string;
  readonly write: Made;
  /** Another tab's write of the same name since. */
  over: Made | null;
  /** Its own tab has put something else there, or the same again. */
  isOld: boolean;
}

/** Shorter values are in an address by chance. */
const shortest = 8;
/** Longer ones are no ids. */
const longest = 200;
/** Of one tab. */
const mostKept = 20;
/** Milliseconds: by then the browser has told of a document. */
const told = 1_000;
/** A tab that is away for longer has given up. */
const away = 600_000;

/**
 * A tab leaves a value under a key, goes away with it in its address, as to a sign-in, and comes back so.
 * Meanwhile another tab has put its own there: R5.
 */
export function create(world: World): Detector {
  /** By tab or frame. */
  const keptBy = createRecent<Kept>(mostKept);
  /** The latest of each name. */
  const keptAs = new LimitedMap<string, Kept>();
  /** Documents that do something of their own with others. */
  const busy = new LimitedSet<string>();

  function wrote(write: Made, id: string, name: string, value: string | null): void {
    const place = placeOf(world, write.context);
    const before = keptAs.get(id);
    for (const one of keptBy.of(place)) if (one.id === id) one.isOld = true;
    if (before && before.place !== place && value !== null) before.over ??= write;
    keptAs.delete(id);
    if (value === null) return;
    if (value.length < shortest || value.length > longest || !/\d/.test(value)) return;
    if (carries(write.context, value)) return;
    const kept: Kept = { id, name, value, place, write, over: null, isOld: false };
    keptAs.set(id, kept);
    keptBy.add(place, kept);
  }

  function carries(context: string, value: string): boolean {
    const url = world.contexts.get(context)?.context?.url ?? '';
    return url.includes(value) || url.includes(encodeURIComponent(value));
  }

  function began({ context, time }: Record): void {
    for (const { value, name, write, over, isOld } of keptBy.of(placeOf(world, context))) {
      if (isOld || !over || over.time > time || time - write.time > away || !carries(context, value))
        continue;
      if (write.context === context || cameBefore(context, value, write.time, time)) continue;
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
  }

  /** A page that works at this address is not on its way back. */
  function cameBefore(context: string, value: string, from: number, until: number): boolean {
    const place = placeOf(world, context);
    return world.contexts
      .between(from, until)
      .some(({ id }) => id !== context && busy.has(id) && placeOf(world, id) === place && carries(id, value));
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
