import { isLate } from './earlier-run';
import { start } from './watch';

/** ISOLATED world, document_start, before page/. A second run in the same realm (Firefox at an update, a late start) does nothing. */
const world = globalThis as { tabsharkRuns?: boolean; tabsharkLate?: boolean };
if (!world.tabsharkRuns) {
  world.tabsharkRuns = true;
  start(isLate(world.tabsharkLate === true), () => {
    world.tabsharkRuns = false;
  });
}
