import type { Page } from 'puppeteer-core';
import { describeInBoth } from '../harness/both';
import { startSite, type Site } from '../harness/site';
import { waitFor } from '../harness/wait';
import { isWriteOf, recordsAfterWrite, type Attacked } from './attack';

/** Elements whose names stand for members of document and for globals, in every world (HTML, "named access"). */
const covering = `<!doctype html><html id="tabsharkRuns"><title>covered</title><link rel="icon" href="data:,"><body>
  <img name="title"><img name="URL"><img name="visibilityState"><img name="prerendering">
  <form name="addEventListener"></form><form name="dispatchEvent"></form><form name="createElement"></form>
  <a id="tabsharkLate"></a><form id="browser"><input name="runtime"><input name="extension"></form><form id="cookieStore"><input name="addEventListener"></form>
  <a id="self"></a><a id="origin"></a><a id="top"></a><a id="performance"></a><a id="crypto"></a><a id="chrome"></a><a id="storage"></a>
</body></html>`;

describeInBoth('a page whose elements have the names of what we read', (launch) => {
  let browser: Attacked;
  let site: Site;
  let page: Page;

  beforeAll(async () => {
    site = await startSite({ '/covered': covering });
    browser = await launch();
    page = await browser.open(`${site.origin}/covered`);
  });

  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  it('is watched, by its true address and title', async () => {
    await recordsAfterWrite(browser, page, site.origin, 'covered');
    await page.evaluate(() => {
      history.pushState(null, '', '/pushed');
      localStorage.setItem('pushed', '1');
    });
    await waitFor('the address', async () => {
      const { contexts } = await browser.stored(site.origin);
      return contexts.some(({ url, title }) => url === `${site.origin}/pushed` && title === 'covered');
    });
  });

  it('is not cut off: what was on its way is there once', async () => {
    for (let index = 0; index < 5; index += 1) {
      await page
        .evaluate((name) => {
          // The covering elements change, as a title does.
          const image = new Image();
          image.setAttribute('name', 'title');
          document.querySelector('body')?.prepend(image);
          localStorage.setItem(name, '1');
        }, `covered ${index}`)
        .catch(() => undefined);
      await recordsAfterWrite(browser, page, site.origin, `covered after ${index}`);
    }
    const { records } = await browser.stored(site.origin);
    for (let index = 0; index < 5; index += 1)
      expect(records.filter(isWriteOf(`covered after ${index}`))).toHaveLength(1);
    const [first] = records.filter(isWriteOf('covered'));
    expect(records.filter(({ type, context }) => type === 'gap' && context === first?.context)).toEqual([]);
  });
});
