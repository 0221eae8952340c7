import { describeInFirefox, launchFirefox, type Firefox } from './harness/firefox';
import { startSite, type Site } from './harness/site';
import { leaveBy, removal, removalLater, waysOut, writes } from './harness/ways-out';

describeInFirefox('in Firefox, a document that goes away leaves all that it did', () => {
  let firefox: Firefox;
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
    firefox = await launchFirefox({ hosts: ['elsewhere.test', 'opener.test'] });
  });

  afterAll(async () => {
    await firefox.close();
    await site.close();
  });

  // Nothing gets out of a removed iframe but what a port takes that is open (docs/limits.md).
  const ways = waysOut.map((way) => ({
    way,
    name: way.name,
    background:
      way.name === removal || way.name === removalLater ? ('running' as const) : ('stopped' as const),
  }));

  it.each(ways)('by $name, with the background $background', async ({ way, background }) => {
    const { values } = await leaveBy(way, background, firefox, site);
    expect(values).toEqual(Array.from({ length: writes }, (_, index) => index));
  });
});
