import type { Page } from 'puppeteer-core';
import { launchChromium } from '../harness/chromium';
import { launchFirefox } from '../harness/firefox';
import type { Stored } from '../harness/stored';
import { inChromium, inFirefox, type KnownDifferences } from './known-differences';

/** Two runs of one browser: one has the extension. */
export interface Pair {
  openWatched(url: string): Promise<Page>;
  openBare(url: string): Promise<Page>;
  /** Whether stacks in a page name the scripts of an extension: Firefox leaves them out. */
  readonly stacksTell: boolean;
  /**
   * Whether an object lists its keys in the order of their definition: Firefox makes the classes of a window,
   * and `length` and `name` of a function, when they are first used, and lists them in that order.
   */
  readonly keysKeepOrder: boolean;
  readonly knownDifferences: KnownDifferences;
  /** What the extension has stored of an origin. */
  stored(origin: string): Promise<Stored>;
  close(): Promise<void>;
}

export async function launchChromiums(): Promise<Pair> {
  const [watching, bare] = await Promise.all([launchChromium(), launchChromium({ extension: false })]);
  return {
    stacksTell: true,
    keysKeepOrder: true,
    knownDifferences: inChromium,
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
    keysKeepOrder: false,
    knownDifferences: inFirefox,
    openWatched: watching.open,
    openBare: bare.open,
    stored: watching.stored,
    close: async () => {
      await Promise.all([watching.close(), bare.close()]);
    },
  };
}
