import { launchChromium, type Chromium } from '../harness/chromium';
import { watchInFourWays } from '../harness/said';
import { script, startSite } from '../harness/site';
import { expectVerdict } from '../harness/verdict-table';
import { waitFor } from '../harness/wait';
import { programs } from './programs';

describe('a healthy program', () => {
  let chromium: Chromium;

  beforeAll(async () => {
    chromium = await launchChromium();
  });

  afterAll(() => chromium.close());

  it.each(programs.map((one) => [one.name, one] as const))(
    '%s makes no error and no warning',
    async (name, { about, page, worker = '' }) => {
      const pause = 'const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));';
      const site = await startSite({
        '/': `<!doctype html><meta charset="utf-8"><title>${name}</title><link rel="icon" href="data:,"><script>${pause}\n${page}</script>`,
        '/worker.js': script(worker),
      });
      const viewers = await watchInFourWays(chromium, site.origin);
      const tabs = [await chromium.open(`${site.origin}/?1`), await chromium.open(`${site.origin}/?2`)];
      // One after the other, then both at once: that is how people work, and how programs do.
      for (const tab of tabs) await tab.evaluate('act()');
      await Promise.all(tabs.map((tab) => tab.evaluate('act()')));
      await waitFor('the records', async () => (await chromium.stored(site.origin)).records.length > 4);
      await viewers.played();
      for (const tab of tabs) await tab.close();
      const said = await viewers.closed();
      await site.close();

      expect(said.live.findings.filter((one) => !one.split(' | ')[1]?.endsWith('Note'))).toEqual([]);
      expect({ late: said.late, closed: said.closed, file: said.file }).toEqual({
        late: said.live,
        closed: said.live,
        file: said.live,
      });
      expectVerdict({ section: 'Programs', name, about, said, codes: [] });
    },
    180_000,
  );
});
