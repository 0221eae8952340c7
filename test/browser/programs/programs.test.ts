import { script, startSite } from '../harness/site';
import { expectVerdict } from '../harness/verdict-table';
import { describeInBoth, withBrowser } from '../harness/with-browser';
import { programs } from './programs';
import { seenWhenever } from './whenever';

describeInBoth('a healthy program', (launch) => {
  const { browser } = withBrowser(launch);

  it.concurrent.each(programs.map((one) => [one.name, one] as const))(
    '%s makes no error and no warning, whenever one looks',
    async (name, { about, page, worker = '' }) => {
      const pause = 'const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));';
      const site = await startSite({
        '/': `<!doctype html><meta charset="utf-8"><title>${name}</title><link rel="icon" href="data:,"><script>${pause}\n${page}</script>`,
        '/worker.js': script(worker),
      });
      // Tabs of one site may share a process, which others would keep busy.
      const origin = site.at(`${name}.localhost`);
      const tabs = [await browser.openTab(`${origin}/?1`), await browser.openTab(`${origin}/?2`)];
      // One after the other, as people work: at once they would race in earnest.
      for (const tab of [...tabs, ...tabs]) await tab.evaluate('act()');
      const { live, late, closed, file } = await seenWhenever(browser, origin, tabs);
      await site.close();

      expect(live.filter((line) => !/^\w+ info /.test(line))).toEqual([]);
      expect({ late, closed, file }).toEqual({ late: live, closed: live, file: live });
      expectVerdict({ name, about, ways: { live: [], late: [], closed: [], file: [] }, twin: null });
    },
  );
});
