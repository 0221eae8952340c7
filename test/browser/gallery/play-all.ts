import { launchChromium, type Chromium } from '../harness/chromium';
import { openTheatre, type Play, type Theatre } from './theatre';

/** A test for each play: the finding with its evidence, alone, and nothing on the twin that does it right. */
export function playAll(family: string, plays: readonly Play[]): void {
  describe(`the gallery: ${family}`, () => {
    let chromium: Chromium;
    let theatre: Theatre;

    beforeAll(async () => {
      chromium = await launchChromium();
      theatre = await openTheatre(chromium);
    });

    afterAll(async () => {
      await theatre.close();
      await chromium.close();
    });

    it.each(plays.map((play) => [play.code, play] as const))('%s', async (code, play) => {
      const [sick, healthy] = await Promise.all([theatre.play(play, false), theatre.play(play, true)]);
      const { also = [], maybe = [], twinAlso = [], twinMaybe = [] } = play;
      expect({
        found: sick.found,
        codes: without(sick.codes, maybe),
        twin: without(healthy.codes, twinMaybe),
      }).toEqual({
        found: [{ evidence: play.evidence, count: play.count ?? 1 }],
        codes: [code, ...also].sort(),
        twin: [...twinAlso].sort(),
      });
    });
  });
}

function without<T>(all: readonly T[], some: readonly T[]): T[] {
  return all.filter((one) => !some.includes(one));
}
