import { families } from '../../../demo/pages/gallery/examples.js';
import { startServer } from '../../../demo/server.mjs';
import type { FindingCode } from '../../../src/findings/types';
import type { Driver } from '../harness/driver';
import { expectVerdict, type Verdict } from '../harness/verdict-table';
import { describeInBoth, withBrowser, type Launch } from '../harness/with-browser';
import type { FourWays } from './four-ways';
import { certainOf, expectedOf, openTheatre, type House, type Play, type Theatre } from './theatre';

function houseOf(driver: Driver): House {
  return {
    open: (url, type) => (type === 'tab' ? driver.openTab(url) : driver.open(url)),
    pages: () => driver.browser.pages(),
    stored: (origin) => driver.stored(origin),
  };
}

/** What another engine cannot play, and why. */
const inChromiumAlone: ReadonlyMap<FindingCode, string> = new Map([
  ...(['S11', 'B7', 'B12', 'K3'] as const).map((code) => [code, 'no driver can freeze a tab'] as const),
  ['K4', 'a socket that the server cuts at once may not open before'],
  ['W14', 'there is no extendedLifetime'],
  ['V4', 'a page that leaves gets no more messages'],
  ['O1', 'a window of its own does not say which tab opened it'],
  ['R3', 'tabs of one site share a process: one that works keeps the other waiting'],
]);

/**
 * A test for each play in each browser: the finding with its evidence, alone, and nothing on the twin that
 * does it right.
 */
export function playAll(family: string, plays: readonly Play[]): void {
  describeInBoth(`the gallery: ${family}`, (launch, kind) => {
    playIn(
      launch,
      plays.filter(({ code }) => kind === 'chromium' || !inChromiumAlone.has(code)),
    );
  });
}

function playIn(launch: Launch, plays: readonly Play[]): void {
  const { browser, site: server } = withBrowser(launch, startServer);
  let theatre: Theatre;

  beforeAll(() => {
    theatre = openTheatre(houseOf(browser), server.port);
  });

  async function expectFound(play: Play): Promise<void> {
    const { code, also = [], twinAlso = [] } = play;
    const { sick, healthy } = await theatre.play(play);
    for (const { live, late, closed, file } of [sick.ways, healthy.ways])
      expect({ late, closed, file }).toEqual({ late: live, closed: live, file: live });
    expect({ sick: certainOf(play, sick, false), twin: certainOf(play, healthy, true) }).toEqual({
      sick: expectedOf(play, false),
      twin: expectedOf(play, true),
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
