import type { CDPSession, Page } from 'puppeteer-core';
import { TimedOut } from '../harness/wait';

/** The tabs of one example, counted from 1, and what a user does in them. */
export interface Stage {
  /** They show the twin that does it right. */
  readonly right: boolean;
  readonly tabs: readonly Page[];
  press(tab: number, button: string, times?: number): Promise<void>;
  /**
   * Presses again only once a tab has logged what came of the last time: a value that is read too late is a
   * finding (S15), and of answers that come together no more than one is sure.
   */
  pressInTurn(tab: number, button: string, times: number, seenBy: number, text?: string): Promise<void>;
  /** Presses a button that opens another tab. */
  pressToOpen(tab: number, button: string): Promise<void>;
  /** Presses a button after which the tab has another document. */
  pressToGo(tab: number, button: string): Promise<void>;
  /**
   * Freezes a tab, as Chromium does with tabs in the background. It needs a window of its own
   * (`Play.windows`).
   */
  freeze(tab: number): Promise<void>;
  thaw(tab: number): Promise<void>;
  /** Those that run: a frozen one does nothing. */
  awake(): readonly Page[];
  /** Waits for so many lines with this text in the log of a tab, since this turn began. */
  sees(tab: number, text: string, times?: number): Promise<void>;
  /** Waits until a tab reads this in a key of localStorage: what another wrote is there some time later. */
  reads(tab: number, key: string, text: string | null): Promise<void>;
  /** What its user does is done once more. */
  beginTurn(): Promise<void>;
}

/** Opens the tabs one after the other. */
export async function setStage(
  openPage: (url: string) => Promise<Page>,
  urls: readonly string[],
  right: boolean,
): Promise<Stage> {
  const tabs: Page[] = [];
  const frozen = new Set<Page>();
  /** Lines in the logs of tabs as this turn began. */
  let before: readonly number[] = [];

  async function add(page: Page): Promise<void> {
    await page.waitForSelector('[data-ready]');
    tabs.push(page);
  }

  function tab(number: number): Page {
    const page = tabs[number - 1];
    if (!page) throw new Error(`there is no tab ${number}`);
    return page;
  }

  async function sees(number: number, text: string, times = 1): Promise<void> {
    try {
      const since = before[number - 1] ?? 0;
      await tab(number).waitForFunction(
        isLogged,
        { polling: 'mutation', timeout: 30_000 },
        text,
        times,
        since,
      );
    } catch (error) {
      throw new TimedOut(`${times} × “${text}” in ${tab(number).url()}: ${String(error)}`);
    }
  }

  async function reads(number: number, key: string, text: string | null): Promise<void> {
    await tab(number).waitForFunction(holds, { polling: 20 }, key, text);
  }

  /** A page is frozen as long as the session that froze it is there. */
  async function setState(number: number, state: 'frozen' | 'active'): Promise<CDPSession> {
    const session = await tab(number).createCDPSession();
    await session.send('Page.setWebLifecycleState', { state });
    return session;
  }

  for (const url of urls) await add(await openPage(url));
  return {
    right,
    tabs,
    sees,
    reads,
    async beginTurn() {
      before = await Promise.all(tabs.map((page) => page.$$eval('#log li', ({ length }) => length)));
    },
    awake: () => tabs.filter((page) => !frozen.has(page)),
    async freeze(number) {
      const heard = tab(number).evaluate(
        () => new Promise((resolve) => document.addEventListener('freeze', resolve, { once: true })),
      );
      await setState(number, 'frozen');
      await heard;
      frozen.add(tab(number));
    },
    async thaw(number) {
      await (await setState(number, 'active')).detach();
      frozen.delete(tab(number));
    },
    async press(number, button, times = 1) {
      for (let time = 0; time < times; time += 1) await click(tab(number), button);
    },
    async pressInTurn(number, button, times, seenBy, text = 'storage') {
      for (let time = 1; time <= times; time += 1) {
        await click(tab(number), button);
        await sees(seenBy, text, time);
      }
    },
    async pressToOpen(number, button) {
      const opened = new Promise<Page | null>((resolve) => tab(number).once('popup', resolve));
      await click(tab(number), button);
      const page = await opened;
      if (!page) throw new Error(`${button} opened nothing`);
      await add(page);
    },
    async pressToGo(number, button) {
      await Promise.all([tab(number).waitForNavigation(), click(tab(number), button)]);
    },
  };
}

/** Also where another tab is in front, which takes no input. */
function click(page: Page, button: string): Promise<void> {
  return page.$eval(`#${button}`, (element) => {
    (element as HTMLButtonElement).click();
  });
}

/** Runs in the page. */
function isLogged(text: string, times: number, since: number): boolean {
  const lines = [...document.querySelectorAll('#log li')].slice(since).map((item) => item.textContent);
  return lines.filter((line) => line.includes(text)).length >= times;
}

/** Runs in the page. */
function holds(key: string, text: string | null): boolean {
  const value = localStorage.getItem(key);
  return text === null ? value === null : value?.includes(text) === true;
}
