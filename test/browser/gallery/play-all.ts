import { families } from '../../../demo/pages/gallery/examples.js';
import type { FindingCode } from '../../../src/findings/types';
import { launchChromium } from '../harness/chromium';
import { describeInFirefox, launchFirefox } from '../harness/firefox';
import { expectVerdict, type Verdict } from '../harness/verdict-table';
import type { FourWays } from './four-ways';
import { openTheatre, type House, type Play, type Theatre } from './theatre';

type OwnHouse = House & { close(): Promise<void> };

/** Tabs of one window: a window for each costs seconds. */
async function inChromium(): Promise<OwnHouse> {
  const { browser, stored, close } = await launchChromium();
  return {
    async open(url, type) {
      const page = await browser.newPage({ type });
      await page.goto(url);
      return page;
    },
    pages: () => browser.pages(),
    stored,
    close,
  };
}

async function inFirefox(): Promise<OwnHouse> {
  const { browser, open, stored, close } = await launchFirefox();
  return { open: (url) => open(url), pages: () => browser.pages(), stored, close };
}

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

/**
 * A test for each play in each browser: the finding with its evidence, alone, and nothing on the twin that
 * does it right.
 */
export function playAll(family: string, plays: readonly Play[]): void {
  describe(`the gallery: ${family}, in Chromium`, () => {
    playIn(inChromium, plays);
  });
  describeInFirefox(`the gallery: ${family}, in Firefox`, () => {
    playIn(
      inFirefox,
      plays.filter(({ code }) => !inChromiumAlone.has(code)),
    );
  });
}

function playIn(launch: () => Promise<OwnHouse>, plays: readonly Play[]): void {
  let house: OwnHouse;
  let theatre: Theatre;

  beforeAll(async () => {
    house = await launch();
    theatre = await openTheatre(house);
  });

  afterAll(async () => {
    await theatre.close();
    await house.close();
  });

  async function expectFound(play: Play): Promise<void> {
    const { code } = play;
    const { sick, healthy } = await theatre.play(play);
    const { also = [], maybe = [], twinAlso = [], anyOrder = false } = play;
    const inOrder = (evidence: readonly string[]): readonly string[] =>
      anyOrder ? [...evidence].sort() : evidence;
    for (const { live, late, closed, file } of [sick.ways, healthy.ways])
      expect({ late, closed, file }).toEqual({ late: live, closed: live, file: live });
    expect({
      found: sick.found.map((one) => ({ ...one, evidence: inOrder(one.evidence) })),
      codes: without(sick.codes, maybe),
      twin: healthy.codes,
    }).toEqual({
      found: [{ evidence: inOrder(play.evidence), count: play.count ?? 1 }],
      codes: [code, ...also].sort(),
      twin: [...twinAlso].sort(),
    });
    expectVerdict({
      name: code,
      about: titleOf(code),
      ways: codesIn(sick.ways, [code, ...also]),
      twin: codesIn(healthy.ways, twinAlso).live,
      lasting: play.lasts ? [code, ...also] : [],
    });
  }

  // What the protocol froze may wake up when another tab is closed.
  const [alone, together] = [plays.filter(({ windows }) => windows), plays.filter(({ windows }) => !windows)];
  it.concurrent.each(together.map((play) => [play.code, play] as const))('%s', (_, play) =>
    expectFound(play),
  );
  if (alone.length > 0)
    it.each(alone.map((play) => [play.code, play] as const))('%s', (_, play) => expectFound(play));
}

function titleOf(code: string): string {
  return families.flatMap(({ examples }) => examples).find((one) => one.code === code)?.title ?? '';
}

/** The codes of a play in each way. */
function codesIn(ways: FourWays, known: readonly string[]): Verdict['ways'] {
  const codesOf = (lines: readonly string[]): string[] =>
    lines.flatMap((line) => known.find((code) => line.startsWith(`${code} `)) ?? []);
  const { live, late, closed, file } = ways;
  return { live: codesOf(live), late: codesOf(late), closed: codesOf(closed), file: codesOf(file) };
}

function without<T>(all: readonly T[], some: readonly T[]): T[] {
  return all.filter((one) => !some.includes(one));
}
