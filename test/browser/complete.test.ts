import type { Page } from 'puppeteer-core';
import type { Record } from '../../src/record/record';
import { countOf, filter } from './harness/popup';
import { onceAnswered } from './harness/settled';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser } from './harness/with-browser';

describeInBoth('nothing is lost', (launch) => {
  const { browser, site } = withBrowser(launch);

  const writesTo = async (key: string): Promise<(Record & { type: 'storage-write' })[]> =>
    (await browser.stored(site.origin)).records.filter(
      (record) => record.type === 'storage-write' && record.key === key,
    ) as (Record & {
      type: 'storage-write';
    })[];

  it('when the background is stopped by force while a tab writes 1,000 times: all are in the popup, once each and in order', async () => {
    const popup = await browser.openPopup(site.origin);
    const page = await browser.open(`${site.origin}/writer`);
    const writing = page.evaluate(async () => {
      for (let index = 0; index < 1000; index += 1) {
        localStorage.setItem('n', String(index));
        if (index % 20 === 19) await new Promise((resolve) => setTimeout(resolve, 10));
      }
    });
    for (let stop = 0; stop < 3; stop += 1) {
      await waitFor('some records more', async () => (await writesTo('n')).length > stop * 200);
      await browser.stopBackground();
    }
    await writing;
    await filter(popup, 'setItem "n"');
    await waitFor('1,000 rows', async () => (await countOf(popup)) === 1000, 20_000);
    expect((await writesTo('n')).map(({ newValue }) => Number(newValue))).toEqual(
      Array.from({ length: 1000 }, (_, index) => index),
    );
    expect(await popup.evaluate(() => document.querySelectorAll('.row.type-gap').length)).toBe(0);
    await page.close();
    await popup.close();
  });

  const navigate = (page: Page, key: string): Promise<unknown> =>
    page.evaluate((name) => {
      for (let index = 0; index < 50; index += 1) localStorage.setItem(name, String(index));
      location.href = '/elsewhere';
    }, key);
  const close = async (page: Page, key: string): Promise<void> => {
    await page.evaluate((name) => {
      for (let index = 0; index < 50; index += 1) localStorage.setItem(name, String(index));
    }, key);
    await page.close();
  };

  it.each([
    ['a navigation', 'running', navigate],
    ['a navigation', 'stopped', navigate],
    ['the tab being closed', 'running', close],
    ['the tab being closed', 'stopped', close],
  ] as const)(
    'when 50 writes are followed at once by %s with the background %s',
    async (how, background, leave) => {
      const key = `${how} ${background}`;
      const page = await browser.open(`${site.origin}/leaving`);
      await onceAnswered(page, () => browser.stored(site.origin));
      if (background === 'stopped') await browser.stopBackground();
      await leave(page, key);
      const records = await waitFor('50 writes', async () => {
        const found = await writesTo(key);
        return found.length >= 50 ? found : null;
      });
      expect(records.map(({ newValue }) => Number(newValue))).toEqual(
        Array.from({ length: 50 }, (_, index) => index),
      );
      if (!page.isClosed()) await page.close();
    },
  );
});
