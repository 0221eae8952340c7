import { launchChromium, type Chromium } from './chromium';
import { describeInFirefox, launchFirefox, type Firefox } from './firefox';

/** `downloads`: where files are put that a page saves. */
export type Launch = (options?: { readonly downloads?: string }) => Promise<Chromium | Firefox>;

/** The same tests in Chromium and, where there is one, in Firefox. */
export function describeInBoth(name: string, tests: (launch: Launch) => void): void {
  describe(`${name}, in Chromium`, () => {
    tests(launchChromium);
  });
  describeInFirefox(`${name}, in Firefox`, () => {
    tests(launchFirefox);
  });
}
