import { launchChromium, type Chromium } from './chromium';
import type { Driver, LaunchOptions } from './driver';
import { describeInFirefox, launchFirefox, type Firefox } from './firefox';
import { startSite, type Site } from './site';

export type Launch = (options?: LaunchOptions) => Promise<Chromium | Firefox>;

interface Closable {
  close(): Promise<unknown>;
}

/**
 * The same tests in Chromium and, where there is one, in Firefox. A test that plays in one alone says beside
 * it why.
 */
export function describeInBoth(name: string, tests: (launch: Launch, kind: Driver['kind']) => void): void {
  describe(`${name}, in Chromium`, () => {
    tests(launchChromium, 'chromium');
  });
  describeInFirefox(`${name}, in Firefox`, () => {
    tests(launchFirefox, 'firefox');
  });
}

/**
 * A site and a browser of one `describe`: started before its tests and hooks, closed after them. Neither is
 * there while the tests are only listed.
 */
export function withBrowser<B extends Closable>(
  launch: () => Promise<B>,
): { readonly browser: B; readonly site: Site };
export function withBrowser<B extends Closable, S extends Closable>(
  launch: () => Promise<B>,
  start: () => Promise<S>,
): { readonly browser: B; readonly site: S };
export function withBrowser(
  launch: () => Promise<Closable>,
  start: () => Promise<Closable> = startSite,
): { readonly browser: Closable; readonly site: Closable } {
  let site: Closable | null = null;
  let browser: Closable | null = null;

  beforeAll(async () => {
    site = await start();
    browser = await launch();
  });

  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  return { browser: standIn(() => browser), site: standIn(() => site) };
}

/** Has the properties of what comes later. */
function standIn(current: () => Closable | null): Closable {
  return new Proxy({} as Closable, {
    get(_, name) {
      const there = current();
      if (!there) throw new Error(`${String(name)} is asked for before the browser was started`);
      return Reflect.get(there, name) as unknown;
    },
  });
}
