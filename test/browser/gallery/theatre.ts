import type { Page } from 'puppeteer-core';
import { startServer } from '../../../demo/server.mjs';
import { families, pathOf } from '../../../demo/pages/gallery/examples.js';
import type { FindingCode } from '../../../src/findings/types';
import type { Stored } from '../harness/stored';
import { waitFor } from '../harness/wait';
import { outcomeOf, type Outcome } from './outcome';

/** The demo's gallery in a real browser: plays an example as its page says, and tells what the extension found. */
export interface Theatre {
  /** `right`: the twin that does it right. Each on an origin of its own. */
  play(play: Play, right: boolean): Promise<Outcome>;
  close(): Promise<void>;
}

export interface Play {
  readonly code: FindingCode;
  /** What its user does. */
  readonly act?: (stage: Stage) => Promise<unknown>;
  /** Each record of the finding's evidence as `DOCUMENT TYPE NAME`; documents are numbered in the order in which they came. */
  readonly evidence: readonly string[];
  /** How often it is seen in one finding. */
  readonly count?: number;
  /** Other codes that the same mistake makes, or may make. */
  readonly also?: readonly FindingCode[];
  readonly maybe?: readonly FindingCode[];
  /** Codes that the twin has too, or may have. */
  readonly twinAlso?: readonly FindingCode[];
  readonly twinMaybe?: readonly FindingCode[];
  /** Where the pages with the mistake are, if not on an origin of their own. */
  readonly host?: string;
  /** Where its records are, if not at its page's origin. */
  readonly opaque?: true;
}

export interface Stage {
  readonly right: boolean;
  readonly tabs: readonly Page[];
  /** Presses a button in a tab, counted from 1. */
  press(tab: number, button: string, times?: number): Promise<void>;
  /** Presses a button that opens another tab. */
  pressToOpen(tab: number, button: string): Promise<void>;
  /** Presses a button after which the tab has another document. */
  pressToGo(tab: number, button: string): Promise<void>;
  /** Waits for a line in the log of a tab. */
  sees(tab: number, text: string, times?: number): Promise<unknown>;
  /** Opens another tab of the example. */
  open(query: string): Promise<Page>;
}

/** What a theatre needs of a browser. */
export interface House {
  open(url: string): Promise<Page>;
  stored(origin: string): Promise<Stored>;
}

export async function openTheatre(house: House): Promise<Theatre> {
  const server = await startServer();
  const at = (host: string): string => `http://${host}:${server.port}`;

  async function play({ code, act, host, opaque }: Play, right: boolean): Promise<Outcome> {
    const example = families.flatMap(({ examples }) => examples).find((one) => one.code === code);
    if (!example) throw new Error(`no example of ${code}`);
    const name = code.toLowerCase();
    const origin = at(right ? `${name}-right.localhost` : (host ?? `${name}.localhost`));
    const tabs: Page[] = [];

    async function open(query: string): Promise<Page> {
      const page = await house.open(`${origin}${pathOf(name, query, right)}`);
      await page.waitForSelector('[data-ready]');
      tabs.push(page);
      return page;
    }

    function tab(number: number): Page {
      const page = tabs[number - 1];
      if (!page) throw new Error(`there is no tab ${number}`);
      return page;
    }

    for (const query of (right && example.rightTabs) || example.tabs) await open(query);
    await act?.({
      right,
      tabs,
      open,
      async press(number, button, times = 1) {
        for (let time = 0; time < times; time += 1) await click(tab(number), button);
      },
      async pressToOpen(number, button) {
        const opened = new Promise<Page | null>((resolve) => tab(number).once('popup', resolve));
        await click(tab(number), button);
        const page = await opened;
        if (!page) throw new Error(`${button} opened nothing`);
        await page.waitForSelector('[data-ready]');
        tabs.push(page);
      },
      async pressToGo(number, button) {
        await Promise.all([tab(number).waitForNavigation(), click(tab(number), button)]);
      },
      sees: (number, text, times = 1) =>
        tab(number)
          .waitForFunction(isLogged, { polling: 'mutation', timeout: 20_000 }, text, times)
          .catch((error: unknown) => {
            throw new Error(`${times} × “${text}” in tab ${number} of ${code}: ${String(error)}`);
          }),
    });
    await arrived(tabs, origin);
    const outcome = async (): Promise<Outcome> => {
      const stored = await house.stored(opaque && !right ? 'null' : origin);
      const contexts = stored.contexts.filter(({ url }) => url.startsWith(origin));
      const neighbours = await house.stored(at('127.0.0.1'));
      return outcomeOf(code, stored.records, contexts, neighbours.contexts);
    };
    const result = right
      ? await outcome()
      : await waitFor(`${code} to be found`, async () => {
          const one = await outcome();
          return one.codes.includes(code) && one;
        }).catch(outcome);
    await Promise.all(tabs.map((page) => page.close()));
    return result;
  }

  /** Waits until all that the pages did is stored: a document's records come in their order, and this one is the last of each. */
  async function arrived(pages: readonly Page[], origin: string): Promise<void> {
    const frames = pages
      .flatMap((page) => page.frames())
      .filter((frame) => frame.url().startsWith(`${origin}/`));
    const told = await Promise.all(
      frames.map((frame) =>
        frame.evaluate(() => {
          if (origin === 'null') return false;
          new BroadcastChannel('the end').close();
          return true;
        }),
      ),
    );
    await waitFor('what the pages did to be stored', async () => {
      const { records } = await house.stored(origin);
      const ends = records.filter(({ type, channel }) => type === 'close' && channel.name === 'the end');
      return ends.length >= told.filter(Boolean).length;
    });
  }

  return { play, close: server.close };
}

/** Also where another tab is in front, which takes no input. */
function click(page: Page, button: string): Promise<void> {
  return page.$eval(`#${button}`, (element) => {
    (element as HTMLButtonElement).click();
  });
}

/** Runs in the page. */
function isLogged(text: string, times: number): boolean {
  const lines = [...document.querySelectorAll('#log li')].map((item) => item.textContent);
  return lines.filter((line) => line.includes(text)).length >= times;
}
