import type { FindingCode } from '../../../src/findings/types';
import { describeInFirefox, launchFirefox } from '../harness/firefox';
import { playAll } from './play-all';
import { broadcastPlays } from './plays/broadcast';
import { otherPlays } from './plays/others';
import { storagePlays } from './plays/storage';
import { workerPlays } from './plays/workers';

/** Some of each family: the analysis is the same, what the hooks note in another engine need not be. */
const some: ReadonlySet<FindingCode> = new Set(['S2', 'S10', 'S17', 'B4', 'W4', 'L1']);

const plays = [...storagePlays, ...broadcastPlays, ...workerPlays, ...otherPlays];
playAll(
  'in Firefox',
  plays.filter(({ code }) => some.has(code)),
  async () => {
    const { open, stored, close } = await launchFirefox();
    return { open: (url) => open(url), stored, close };
  },
  describeInFirefox,
);
