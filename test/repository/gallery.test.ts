import { families } from '../../demo/pages/gallery/examples.js';
import { findingCodes } from '../../src/findings/catalogue';
import { broadcastPlays } from '../browser/gallery/plays/broadcast';
import { otherPlays } from '../browser/gallery/plays/others';
import { sharedStatePlays } from '../browser/gallery/plays/shared-state';
import { storagePlays } from '../browser/gallery/plays/storage';
import { workerPlays } from '../browser/gallery/plays/workers';

/** Those that no page can produce; docs/make-findings.mjs has the reasons. */
const withoutExample = ['S6', 'S13', 'W12', 'P1', 'P2'];

describe('the gallery', () => {
  const examples = families.flatMap((family) => family.examples).map(({ code }) => code);

  it('has one example for each finding that a page can produce', () => {
    expect([...examples].sort()).toEqual(
      findingCodes.filter((code) => !withoutExample.includes(code)).sort(),
    );
  });

  it('says of which examples no static host can show', () => {
    const byServer = /otherHost|openSocket|connectAgain|EventSource|openBelow|sandbox\)|fetch\)/;
    const marked = families.flatMap((family) => family.examples).filter(({ needsServer }) => needsServer);
    const found = families
      .flatMap((family) => family.examples)
      .filter(({ run, slowMs }) => slowMs !== undefined || byServer.test(String(run)));
    expect(marked.map(({ code }) => code)).toEqual(found.map(({ code }) => code));
  });

  it('is played in a real browser, every example of it', () => {
    const plays = [storagePlays, broadcastPlays, workerPlays, otherPlays, sharedStatePlays];
    const played = plays.flat().map(({ code }) => code);
    expect(played.sort()).toEqual([...examples].sort());
  });
});
