import { families } from '../../../demo/pages/gallery/examples.js';
import type { FindingCode } from '../../../src/findings/types';
import { launchChromium, type Chromium } from '../harness/chromium';
import { codesIn, watchInFourWays } from '../harness/said';
import { expectVerdict } from '../harness/verdict-table';
import { broadcastPlays } from './plays/broadcast';
import { otherPlays } from './plays/others';
import { storagePlays } from './plays/storage';
import { workerPlays } from './plays/workers';
import { openTheatre, type Theatre } from './theatre';

const plays = [...storagePlays, ...broadcastPlays, ...workerPlays, ...otherPlays];

function titleOf(code: FindingCode): string {
  return families.flatMap(({ examples }) => examples).find((one) => one.code === code)?.title ?? '';
}

describe('what is said does not depend on when a viewer was opened', () => {
  let chromium: Chromium;
  let theatre: Theatre;

  beforeAll(async () => {
    chromium = await launchChromium();
    theatre = await openTheatre({
      async open(url) {
        const page = await chromium.browser.newPage();
        await page.goto(url);
        return page;
      },
      stored: chromium.stored,
    });
  });

  afterAll(async () => {
    await theatre.close();
    await chromium.close();
  });

  it.each(plays.map((play) => [play.code, play] as const))(
    '%s',
    async (code, play) => {
      const both = await theatre.watched(play, (origin) => watchInFourWays(chromium, origin));
      for (const { live, late, closed, file } of [both.sick, both.healthy])
        expect({ late, closed, file }).toEqual({ late: live, closed: live, file: live });
      expect(codesIn(both.sick.live)).toContain(code);
      const { also = [], twinAlso = [] } = play;
      const about = titleOf(code);
      expectVerdict({ section: 'Gallery', name: code, about, said: both.sick, codes: [code, ...also] });
      const right = { section: 'Gallery', name: `${code} right`, about: '', said: both.healthy } as const;
      expectVerdict({ ...right, codes: twinAlso });
    },
    120_000,
  );
});
