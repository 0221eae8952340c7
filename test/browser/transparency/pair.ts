import type { Page } from 'puppeteer-core';
import { launchChromium } from '../harness/chromium';
import { launchFirefox } from '../harness/firefox';
import type { Stored } from '../harness/stored';

/** Two runs of one browser: one has the extension. */
export interface Pair {
  openWatched(url: string): Promise<Page>;
  openBare(url: string): Promise<Page>;
  /** Whether stacks in a page name the scripts of an extension: Firefox leaves them out. */
  readonly stacksTell: boolean;
  /** What the extension has stored of an origin. */
  stored(origin: string): Promise<Stored>;
  close(): Promise<void>;
}

export async function launchChromiums(): Promise<Pair> {
  const [watching, bare] = await Promise.all([launchChromium(), launchChromium({ extension: false })]);
  return {
    stacksTell: true,
    openWatched: watching.open,
    openBare: bare.open,
    stored: watching.stored,
    close: async () => {
      await Promise.all([watching.close(), bare.close()]);
    },
  };
}

export async function launchFirefoxes(): Promise<Pair> {
  const [watching, bare] = await Promise.all([launchFirefox(), launchFirefox({ extension: false })]);
  return {
    stacksTell: false,
    openWatched: watching.open,
    openBare: bare.open,
    stored: watching.stored,
    close: async () => {
      await Promise.all([watching.close(), bare.close()]);
    },
  };
}
