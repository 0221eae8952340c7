import { describeInFirefox, launchFirefox } from './harness/firefox';
import { leaveBy, removal, removalLater, waysOut, writes } from './harness/ways-out';
import { withBrowser } from './harness/with-browser';

describeInFirefox('in Firefox, a document that goes away leaves all that it did', () => {
  const { browser, site } = withBrowser(launchFirefox);

  // Nothing gets out of a removed iframe but what a port takes that is open (docs/limits.md).
  const ways = waysOut.map((way) => ({
    way,
    name: way.name,
    background:
      way.name === removal || way.name === removalLater ? ('running' as const) : ('stopped' as const),
  }));

  it.each(ways)('by $name, with the background $background', async ({ way, background }) => {
    const { values } = await leaveBy(way, background, browser, site);
    expect(values).toEqual(Array.from({ length: writes }, (_, index) => index));
  });
});
