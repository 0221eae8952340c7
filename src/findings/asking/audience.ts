import { isKnown, listenersAt, samePartition, type KnownContext } from '../../presence/contexts';
import type { Record } from '../../record/record';
import type { World } from './detector';

/** More documents are not asked what they could have heard. */
const most = 50;

/**
 * Documents of the origin that are there when something is written or posted, without the one that does; the
 * first of many.
 */
export function othersAt(world: World, { context, time }: Record): KnownContext[] {
  const there = world.contexts.between(time, time).slice(0, most + 1);
  return there.filter((of) => of.id !== context);
}

/** Those of them that share the writer's storage and channels. */
export function sharersAt(world: World, record: Record): KnownContext[] {
  const own = world.contexts.get(record.context);
  return othersAt(world, record).filter((other) => !own || samePartition(own, other));
}

/**
 * Whether a page listens for storage events then; one that was not seen from its beginning, or not wholly,
 * may.
 */
function mayListen(of: KnownContext, time: number): boolean {
  return listenersAt(of, time) !== 0 || !isKnown(of, time);
}

/** The only listener is in the document that writes: S1 tells of it, for all who could have heard. */
export function onlyWriterListens(world: World, write: Record): boolean {
  const writer = world.contexts.get(write.context);
  if (!writer || !listenersAt(writer, write.time)) return false;
  return !othersAt(world, write).some((other) => mayListen(other, write.time));
}
