import type { Record } from '../../record/record';
import type { World } from './detector';
import { nameIn } from './names';

/**
 * What a page did something in answer to. Clocks are coarse: of several events of one key and time it is one.
 */
export function causeByName(world: World, record: Record): Record | undefined {
  const event = world.causeOf(record);
  if (event) return event;
  const likely = world.likelyCauseOf(record);
  return likely && nameIn(likely) === nameIn(record) ? likely : undefined;
}
