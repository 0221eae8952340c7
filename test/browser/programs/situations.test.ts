import { startSite } from '../harness/site';
import { expectVerdict } from '../harness/verdict-table';
import { describeInBoth, withBrowser } from '../harness/with-browser';
import { situations } from './situations';
import { codesOf, seenWhenever } from './whenever';

describeInBoth('what people needed hours to find', (launch, kind) => {
  const { browser } = withBrowser(launch);

  const here = situations.filter((one) => kind === 'chromium' || one.chromiumAlone === undefined);
  it.concurrent.each(here.map((one) => [one.name, one] as const))(
    '%s is named, whenever one looks',
    async (name, { about, pages, act, codes }) => {
      const site = await startSite(pages);
      // Tabs of one site may share a process, which others would keep busy.
      const origin = site.at(`${name}.localhost`);
      await act({ open: (path) => browser.openTab(`${origin}${path}`) });
      const opened = await browser.browser.pages();
      const own = opened.filter((tab) => tab.url().startsWith(`${origin}/`));
      const { live, late, closed, file } = await seenWhenever(browser, origin, own);
      await site.close();

      expect(codesOf(live)).toEqual(codes);
      expect({ late, closed, file }).toEqual({ late: live, closed: live, file: live });
      expectVerdict({
        name,
        about,
        ways: { live: codes, late: codes, closed: codes, file: codes },
        twin: null,
      });
    },
  );
});
