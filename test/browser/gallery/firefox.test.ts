import type { FindingCode } from '../../../src/findings/types';
import { describeInFirefox, launchFirefox } from '../harness/firefox';
import { playAll } from './play-all';
import { broadcastPlays } from './plays/broadcast';
import { otherPlays } from './plays/others';
import { sharedStatePlays } from './plays/shared-state';
import { storagePlays } from './plays/storage';
import { workerPlays } from './plays/workers';

/** What another engine cannot play, and why. */
const inChromiumAlone: ReadonlyMap<FindingCode, string> = new Map([
  ...(['S11', 'B7', 'B12', 'K3'] as const).map((code) => [code, 'no driver can freeze a tab'] as const),
  ['K4', 'a socket that the server cuts at once may not open before'],
  ['W14', 'there is no extendedLifetime'],
  ['V4', 'a page that leaves gets no more messages'],
  ['O1', 'a window of its own does not say which tab opened it'],
  ['R2', 'timers of a tab behind another run once a second'],
  ['R3', 'tabs of one site share a process: one that works keeps the other waiting'],
]);

const plays = [...storagePlays, ...broadcastPlays, ...workerPlays, ...otherPlays, ...sharedStatePlays];
playAll(
  'in Firefox',
  plays.filter(({ code }) => !inChromiumAlone.has(code)),
  async () => {
    const { browser, open, stored, close } = await launchFirefox();
    return { open: (url) => open(url), pages: () => browser.pages(), stored, close };
  },
  describeInFirefox,
);
