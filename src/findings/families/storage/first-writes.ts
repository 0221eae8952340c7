import { changesNothing, same } from '../../../shown/columns';
import type { StorageWrite } from '../../../record/record';
import { ref, tab, type Detector, type World } from '../../asking/detector';
import { differing, isTelling, leavesOf, type Leaves } from '../../asking/json-leaves';
import { keyName } from '../../asking/names';
import { createRecent } from '../../asking/recent';

type Write = StorageWrite & { readonly context: string; readonly seq: number };

/** What a page writes within so many milliseconds of its begin it writes because it begins. */
const starting = 2_000;
/** A page that begins with nothing and then loads what was saved has done so within so many milliseconds. */
const loads = 3_000;
/** A value of fewer leaves may be the same by chance. */
const fewest = 2;

/** A tab that begins with its defaults, and saves them over what another tab had made of the same: R5. */
export function create(world: World): Detector {
  const writes = createRecent<Write>(20);

  function createdOf(context: string): number {
    return world.contexts.get(context)?.created ?? -Infinity;
  }

  function isFirst({ context, time }: Write, before: readonly Write[]): boolean {
    return time - createdOf(context) < starting && before.every((one) => one.context !== context);
  }

  function began(write: Write, before: readonly Write[]): void {
    const theirs = before[before.length - 1];
    if (!theirs || !same(theirs.newValue, write.oldValue) || createdOf(write.context) < theirs.time) return;
    const mine = leavesOf(write.newValue);
    const saved = leavesOf(theirs.newValue);
    if (!mine || !saved || Math.max(mine.size, saved.size) < fewest) return;
    const isDefault = before.some(
      (one, at) =>
        same(one.newValue, write.newValue) && isFirst(one, before.slice(0, at)) && !isMadeOfOld(one),
    );
    const lost = differing(mine, saved).filter((path) => isSaved(path, saved));
    if (!isDefault || lost.length === 0) return;
    world.when(write.time + loads, () => {
      const after = writes.of(keyName(write.key)).filter(({ time }) => time > write.time);
      if (after.some(({ newValue }) => hasAgain(leavesOf(newValue), saved, lost))) return;
      report(
        write,
        theirs,
        lost.some((path) => !isSaved(path, mine)),
      );
    });
  }

  function report(write: Write, theirs: Write, isMore: boolean): void {
    const key = keyName(write.key);
    const seconds = Math.round((write.time - theirs.time) / 100) / 10;
    world.report({
      code: 'R5',
      variant: 'R5_start',
      subject: `start ${write.context} ${theirs.context}`,
      part: key,
      channel: write.channel,
      values: [key, tab(write.context), tab(theirs.context), seconds],
      contexts: [write.context, theirs.context],
      evidence: [ref(write), ref(theirs)],
      time: write.time,
      // One choice for another may be what each page says of itself: its place, its mode.
      ...(isMore ? {} : { severity: 'info' as const }),
    });
  }

  return (record) => {
    if (record.type !== 'storage-write' || record.channel.kind !== 'local-storage') return;
    if (record.error || record.key === null || changesNothing(record)) return;
    const key = keyName(record.key);
    const before = writes.of(key);
    if (record.method === 'setItem' && isFirst(record, before)) began(record, before);
    writes.add(key, record);
  };
}

/** A change of what was there: that is none of a page's defaults. */
function isMadeOfOld({ oldValue, newValue }: Write): boolean {
  const [before, after] = [leavesOf(oldValue), leavesOf(newValue)];
  return before !== null && after !== null && [...after].some(([path, text]) => before.get(path) === text);
}

/** It holds something there that is no flag and not empty. */
function isSaved(path: string, leaves: Leaves): boolean {
  const text = leaves.get(path);
  return text !== undefined && isTelling(text);
}

function hasAgain(leaves: Leaves | null, saved: Leaves, lost: readonly string[]): boolean {
  return leaves !== null && lost.every((path) => leaves.get(path) === saved.get(path));
}
