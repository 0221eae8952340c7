import { describeInFirefox } from '../harness/firefox';
import { inFirefox, playAll } from './play-all';
import { broadcastPlays } from './plays/broadcast';
import { otherPlays } from './plays/others';
import { storagePlays } from './plays/storage';
import { workerPlays } from './plays/workers';

/** Of each kind of evidence some: what pages do is the same, what Firefox says of it may not be. */
const codes = ['S1', 'S2', 'S10', 'S14', 'S17', 'B2', 'B4', 'B10', 'W1', 'W2', 'W5', 'I1', 'R4'];
const plays = [...storagePlays, ...broadcastPlays, ...workerPlays, ...otherPlays];

describeInFirefox('in Firefox', () => {
  playAll(
    'some of each family',
    plays.filter(({ code }) => codes.includes(code)),
    inFirefox,
  );
});
