import type { Page } from 'puppeteer-core';
import { describeInBoth, withBrowser } from '../harness/with-browser';
import { launchChromium } from '../harness/chromium';
import { startSite } from '../harness/site';
import { waitFor } from '../harness/wait';
import { isWriteOf, recordsAfterWrite } from './attack';

/**
 * Elements whose names stand for members of document and for globals, in every world (HTML, "named access").
 */
const covering = `<!doctype html><html id="tabsharkRuns"><title>covered</title><link rel="icon" href="data:,"><body>
  <img name="title"><img name="URL"><img name="visibilityState"><img name="prerendering">
  <form name="addEventListener"></form><form name="dispatchEvent"></form><form name="createElement"></form>
  <a id="tabsharkLate"></a><form id="browser"><input name="runtime"><input name="extension"></form><form id="cookieStore"><input name="addEventListener"></form>
  <a id="self"></a><a id="origin"></a><a id="top"></a><a id="performance"></a><a id="crypto"></a><a id="chrome"></a><a id="storage"></a>
</body></html>`;

/** A root element is there before our scripts are. */
const late =
  '<!doctype html><html id="tabsharkLate"><title>late</title><link rel="icon" href="data:,"></html>';

describeInBoth('a page whose elements have the names of what we read', (launch) => {
  const { browser, site } = withBrowser(launch, () => startSite({ '/covered': covering, '/late': late }));
  let page: Page;

  beforeAll(async () => {
    page = await browser.open(`${site.origin}/covered`);
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

  it('is not taken for one whose own code came first', async () => {
    const other = await browser.open(`${site.origin}/late`);
    await recordsAfterWrite(browser, other, site.origin, 'not late');
    const { contexts, records } = await browser.stored(site.origin);
    expect(contexts.map(({ partial }) => partial)).toEqual([false, false]);
    // Firefox hides the page behind the new one; none was ever shown again.
    expect(records.filter((record) => record.type === 'lifecycle' && record.state === 'visible')).toEqual([]);
    await other.close();
  });

  it('is watched on by the next run of the extension, which finds the elements there', async () => {
    await browser.restartExtension();
    const anew = await waitFor('its next context', async () =>
      (await browser.stored(site.origin)).contexts.find(({ partial }) => partial),
    );
    expect(anew).toMatchObject({ url: `${site.origin}/pushed`, title: 'covered' });
    const records = await recordsAfterWrite(browser, page, site.origin, 'covered anew');
    expect(records.filter(isWriteOf('covered anew'))).toMatchObject([{ context: anew.id }]);
    expect(records.filter(({ context }) => context === anew.id).slice(0, 2)).toMatchObject([
      { type: 'lifecycle', state: 'created' },
      { type: 'gap', reason: 'extension-restarted' },
    ]);
  });
});

// Only there do browsers lack a global that we look for; Firefox covers none at all in our script's world.
describe('a page that is no secure context, and has an element of that name, in Chromium', () => {
  const { browser, site } = withBrowser(launchChromium, () => startSite({ '/covered': covering }));

  it('is watched', async () => {
    const origin = site.at('covered.test');
    await browser.grant('http://covered.test/*');
    const page = await browser.open(`${origin}/covered`);
    const popup = await browser.openPopup(origin);
    await (await popup.waitForSelector('.empty .watch'))?.click();
    // The page is open already: its context is known before its calls are heard.
    await waitFor('a write to be recorded', async () => {
      await page.evaluate(() => {
        localStorage.setItem('covered', String(Math.random()));
      });
      return (await browser.stored(origin)).records.some(isWriteOf('covered'));
    });
  });
});
