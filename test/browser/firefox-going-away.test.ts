import { describeInFirefox, launchFirefox, type Firefox } from './harness/firefox';
import { startSite, type Site } from './harness/site';
import { leaveBy, waysOut, writes } from './harness/ways-out';

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

  it.each(waysOut)('by $name, with the background stopped', async (way) => {
    const { values } = await leaveBy(way, 'stopped', firefox, site);
    expect(values).toEqual(Array.from({ length: writes }, (_, index) => index));
  });
});
