import { isLate } from './earlier-run';
import { start } from './watch';

/**
 * ISOLATED world, document_start, before page/. A second run in the same realm (a late start where they run
 * already) does nothing.
 */
const world = globalThis as { tabsharkRuns?: boolean; tabsharkLate?: boolean };
// An element of the page with that id would stand for the global: hence true and nothing else.
if (world.tabsharkRuns !== true) {
  world.tabsharkRuns = true;
  start(isLate(world.tabsharkLate === true), () => {
    world.tabsharkRuns = false;
  });
}
