import type { Page } from 'puppeteer-core';
import { describeInFirefox, launchFirefox } from './harness/firefox';
import { findRow } from './harness/popup';
import { waitFor } from './harness/wait';
import { withBrowser } from './harness/with-browser';

describeInFirefox('two tabs of one origin in Firefox', () => {
  const { browser, site } = withBrowser(launchFirefox);
  let a: Page;
  let popup: Page;

  beforeAll(async () => {
    popup = await browser.openPopup(site.origin);
    a = await browser.open(`${site.origin}/a`);
    await browser.open(`${site.origin}/b`);
  });

  const write = (key: string): Promise<void> =>
    a.evaluate((name) => {
      localStorage.setItem(name, 'there');
    }, key);

  it('shows the write and the event of the other tab in the popup', async () => {
    await write('first');
    await findRow(popup, { type: 'storage-write', key: 'first', new: 'there' });
    await findRow(popup, { type: 'storage-event', key: 'first', new: 'there', url: `${site.origin}/a` });
  });

  it('tells of a cookie that a page has changed', async () => {
    await a.evaluate(() => {
      document.cookie = 'colour=green';
    });
    await waitFor('the change to be stored', async () =>
      (await browser.stored(site.origin)).records.some(
        (record) =>
          record.type === 'state' && record.channel.kind === 'cookie' && record.detail === 'colour=green',
      ),
    );
  });

  it('goes on when the background is stopped by force', async () => {
    await browser.stopBackground();
    await write('afterwards');
    const writes = await waitFor('the write to be stored', async () => {
      const { records } = await browser.stored(site.origin);
      const found = records.filter(
        (record) => record.type === 'storage-write' && record.key === 'afterwards',
      );
      return found.length > 0 ? found : null;
    });
    expect(writes).toHaveLength(1);
  });
});
