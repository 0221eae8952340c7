import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'puppeteer-core';
import { families, pathOf } from '../../../demo/pages/gallery/examples.js';
import type { FindingCode } from '../../../src/findings/types';
import { onceArrived, onceEnded } from '../harness/settled';
import type { Stored } from '../harness/stored';
import { waitFor } from '../harness/wait';
import { seenInFourWays, type FourWays } from './four-ways';
import { outcomeOf, type Outcome } from './outcome';
import { setStage, type Stage } from './stage';

export interface Seen extends Outcome {
  /** The same, also after the tabs were closed. */
  readonly ways: FourWays;
}

/**
 * The demo's gallery in a real browser: plays examples as their pages say, and tells what the extension
 * found.
 */
export interface Theatre {
  /** The mistake and the twin that does it right, each on an origin of its own. */
  play(play: Play): Promise<{ readonly sick: Seen; readonly healthy: Seen }>;
}

export interface Play {
  readonly code: FindingCode;
  /** What its user does. */
  readonly act?: (stage: Stage) => Promise<unknown>;
  /**
   * Each record of the finding's evidence as `DOCUMENT TYPE NAME`; documents are numbered in the order in
   * which they came.
   */
  readonly evidence: readonly string[];
  /** Whether the browser may make those records in any order. */
  readonly anyOrder?: boolean;
  /** Both tabs do the same in turn: which of them was the last is chance. */
  readonly eitherTab?: true;
  /** How often it is seen in one finding. */
  readonly count?: number;
  /**
   * It is only seen where one thing follows another within some milliseconds, or before another: where the
   * machine was too busy for that, its user does it again.
   */
  readonly again?: true;
  /** Other codes that the same mistake makes, or may make. */
  readonly also?: readonly FindingCode[];
  readonly maybe?: readonly FindingCode[];
  /** Codes that the twin has. */
  readonly twinAlso?: readonly FindingCode[];
  /** It is found only where the tabs stayed for some time: a quick machine closes them before. */
  readonly lasts?: true;
  /** Where the pages with the mistake are, if not on an origin of their own. */
  readonly host?: string;
  /**
   * Each tab has a window of its own: what comes to a page that was hidden before the protocol froze it runs
   * all the same (Chromium 156).
   */
  readonly windows?: true;
  /** The records are those of a frame with an opaque origin. */
  readonly opaque?: true;
}

/** What a theatre needs of a browser. */
export interface House {
  open(url: string, type: 'tab' | 'window'): Promise<Page>;
  /** Of all tabs. */
  pages(): Promise<readonly Page[]>;
  stored(origin: string): Promise<Stored>;
}

/** What has to be found. */
type Expected = Pick<Outcome, 'codes' | 'found'>;

/** Of those that hang on chance. */
const mostTurns = 5;
/** What is on its way as a turn ends may come so many milliseconds later, and be all that is missing. */
const turnTakesMs = 3_000;
const outcomeTakesMs = 20_000;

export function expectedOf(play: Play, right: boolean): Expected {
  const { code, evidence, count = 1, also = [], twinAlso = [] } = play;
  if (right) return { found: [], codes: [...twinAlso].sort() };
  return { found: [{ evidence: normal(play, evidence), count }], codes: [code, ...also].sort() };
}

/** Without what may be there or not. */
export function certainOf(play: Play, { found, codes }: Outcome, right: boolean): Expected {
  // A busy machine is late in earnest.
  const uncertain = [...(play.code === 'B12' ? [] : ['B12']), ...(right ? [] : (play.maybe ?? []))];
  return {
    found: found.map((one) => ({ ...one, evidence: normal(play, one.evidence) })),
    codes: codes.filter((code) => !uncertain.includes(code)),
  };
}

/** Evidence that may be one as well as the other, as one of them. */
function normal({ anyOrder, eitherTab }: Play, evidence: readonly string[]): readonly string[] {
  if (anyOrder) return [...evidence].sort();
  if (!eitherTab || !evidence[0]?.startsWith('2')) return evidence;
  return evidence.map((one) => one.replace(/^[12]/, (tab) => (tab === '1' ? '2' : '1')));
}

/** `port`: of the demo server. */
export function openTheatre(house: House, port: number): Theatre {
  const at = (host: string): string => `http://${host}:${port}`;

  function originOf({ code, host }: Play, right: boolean): string {
    const name = code.toLowerCase();
    return at(right ? `${name}-right.localhost` : (host ?? `${name}.localhost`));
  }

  function setStageOf(play: Play, right: boolean): Promise<Stage> {
    const { code } = play;
    const example = families.flatMap(({ examples }) => examples).find((one) => one.code === code);
    if (!example) throw new Error(`no example of ${code}`);
    const origin = originOf(play, right);
    const queries = (right && example.rightTabs) || example.tabs;
    const urls = queries.map((query) => `${origin}${pathOf(code, query, right)}`);
    return setStage((url) => house.open(url, play.windows ? 'window' : 'tab'), urls, right);
  }

  async function storedOf(play: Play, right: boolean): Promise<Stored> {
    const origin = originOf(play, right);
    const { records, contexts } = await house.stored(play.opaque && !right ? 'null' : origin);
    // Opaque origins are all one.
    const own = contexts.filter(({ url }) => url.startsWith(`${origin}/`));
    const known = new Set(own.map(({ id }) => id));
    return { records: records.filter(({ context }) => known.has(context)), contexts: own };
  }

  /** Tabs that the example's own pages opened. */
  async function openedBy(play: Play): Promise<readonly Page[]> {
    const origins = [originOf(play, false), originOf(play, true)];
    const pages = await house.pages();
    return pages.filter((page) => origins.some((origin) => page.url().startsWith(`${origin}/`)));
  }

  function onceClosed(play: Play, right: boolean): Promise<Stored> {
    return onceEnded(() => storedOf(play, right));
  }

  async function outcome(play: Play, right: boolean): Promise<Outcome> {
    const { records, contexts } = await storedOf(play, right);
    const neighbours = await house.stored(at('127.0.0.1'));
    return outcomeOf(play.code, records, contexts, neighbours.contexts);
  }

  /**
   * As soon as it is as expected, else what it is in the end: what one tab did may be stored before another
   * has heard of it.
   */
  function onceSettled(play: Play, right: boolean, within: number): Promise<Outcome> {
    const expected = expectedOf(play, right);
    const look = (): Promise<Outcome> => outcome(play, right);
    return waitFor(
      `${play.code} to be found`,
      async () => {
        const one = await look();
        return isDeepStrictEqual(certainOf(play, one, right), expected) && one;
      },
      within,
    ).catch(look);
  }

  /** `pages`: takes those that it opens. */
  async function playOne(play: Play, right: boolean, pages: Page[]): Promise<Outcome> {
    const stage = await setStageOf(play, right);
    const origin = originOf(play, right);
    try {
      for (let turn = 1; ; turn += 1) {
        await play.act?.(stage);
        await onceArrived(stage.awake(), origin, () => house.stored(origin));
        const isLast = right || !play.again || turn === mostTurns;
        const seen = await onceSettled(play, right, isLast ? outcomeTakesMs : turnTakesMs);
        if (isLast || seen.found.length > 0) return seen;
        await stage.beginTurn();
      }
    } finally {
      pages.push(...stage.tabs);
    }
  }

  return {
    async play(play) {
      const pages: Page[] = [];
      const [sick, healthy] = await Promise.all([playOne(play, false, pages), playOne(play, true, pages)]);
      const open = await Promise.all([storedOf(play, false), storedOf(play, true)]);
      // A tab that closes brings another to the front, which would wake it.
      for (const page of pages) await page.close();
      for (const page of await openedBy(play)) await page.close();
      const neighbours = (await house.stored(at('127.0.0.1'))).contexts;
      const ways = open.map(async (stored, which) =>
        seenInFourWays({ open: stored, closed: await onceClosed(play, which === 1), neighbours }),
      );
      const [ofSick, ofHealthy] = await Promise.all(ways);
      if (!ofSick || !ofHealthy) throw new Error('two were played');
      return { sick: { ...sick, ways: ofSick }, healthy: { ...healthy, ways: ofHealthy } };
    },
  };
}
