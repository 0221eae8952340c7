import { launchChromium, type Chromium } from './chromium';
import { describeInFirefox, launchFirefox, type Firefox } from './firefox';

/** The same tests in Chromium and, where there is one, in Firefox. */
export function describeInBoth(
  name: string,
  tests: (launch: () => Promise<Chromium | Firefox>) => void,
): void {
  describe(`${name}, in Chromium`, () => {
    tests(launchChromium);
  });
  describeInFirefox(`${name}, in Firefox`, () => {
    tests(launchFirefox);
  });
}
