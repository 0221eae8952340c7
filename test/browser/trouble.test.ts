import type { Page } from 'puppeteer-core';
import { launchChromium } from './harness/chromium';
import { failStore } from './harness/failing-store';
import { findRow } from './harness/popup';
import { waitFor } from './harness/wait';
import { withBrowser } from './harness/with-browser';

// In Chromium alone: its driver runs code in the background, where the store is made to fail.
describe('while the store can not be used', () => {
  const { browser, site } = withBrowser(launchChromium);
  let page: Page;
  let popup: Page;
  /** A page of the extension that does with the database what another version of it would. */
  let other: Page;

  beforeAll(async () => {
    page = await browser.open(`${site.origin}/writer`);
    popup = await browser.openPopup(site.origin);
    other = await browser.openOwn('manifest.json');
    await write('before', 1);
    await findRow(popup, { type: 'storage-write', key: 'before' });
    expect(await alert(popup)).toBe('');
  });

  /** The page itself notices nothing: what its writes threw, which is nothing. */
  async function write(key: string, count: number): Promise<void> {
    const thrown = await page.evaluate(
      async (name, number) => {
        const errors: string[] = [];
        for (let index = 0; index < number; index += 1) {
          try {
            localStorage.setItem(name, String(index));
          } catch (error) {
            errors.push(String(error));
          }
          await Promise.resolve();
        }
        return errors;
      },
      key,
      count,
    );
    expect(thrown).toEqual([]);
  }

  /** Every write of the key is stored once, in order. */
  async function allStored(key: string, count: number): Promise<void> {
    const values = await waitFor(
      `${count} writes of ${key}`,
      async () => {
        const { records } = await browser.stored(site.origin);
        const found = records.flatMap((record) =>
          record.type === 'storage-write' && record.key === key ? [Number(record.newValue)] : [],
        );
        return found.length >= count && found;
      },
      20_000,
    );
    expect(values).toEqual(Array.from({ length: count }, (_, index) => index));
  }

  function alert(viewer: Page): Promise<string> {
    return viewer.evaluate(() => document.querySelector('[role=alert]')?.textContent ?? '');
  }

  function says(viewer: Page, reason: string): Promise<true> {
    return waitFor('the viewer to say so', async () =>
      (await alert(viewer)).includes(`Records can not be stored now (${reason}`) ? true : null,
    );
  }

  /** The viewer is content, and shows the last of so many writes. */
  async function goesOn(viewer: Page, key: string, count: number): Promise<void> {
    await findRow(viewer, { type: 'storage-write', key, new: String(count - 1) }, 20_000);
    await waitFor('the viewer to be content', async () => (await alert(viewer)) === '');
  }

  it('because the disk is full, viewers say so, also one that is opened then; afterwards everything is there', async () => {
    const heal = await failStore(browser);
    try {
      await write('full', 1_000);
      await says(popup, 'The disk is full.');
      const late = await browser.openPopup(site.origin);
      await says(late, 'The disk is full.');
      await late.close();
      await write('still full', 1_000);
    } finally {
      await heal();
    }
    await allStored('full', 1_000);
    await allStored('still full', 1_000);
    await goesOn(popup, 'still full', 1_000);
  });

  it('because it is of a later version, viewers say so; when it is gone, what came meanwhile is stored and shown', async () => {
    await other.evaluate(openLater);
    await write('later', 1_000);
    await says(popup, 'The requested version (2) is less than the existing version (3)');
    await other.evaluate(deleteStore);
    await allStored('later', 1_000);
    await goesOn(popup, 'later', 1_000);
  });

  it('because it was deleted while it was open, it is made anew, and an open viewer goes on', async () => {
    await other.evaluate(deleteStore);
    await write('deleted', 1_000);
    await allStored('deleted', 1_000);
    await goesOn(popup, 'deleted', 1_000);
  });

  it.each([0, 5, 10, 20, 40])(
    'because the background is stopped %i ms after it began to make it, it is made whole, and nothing is lost',
    async (delay) => {
      await other.evaluate(deleteStore);
      const writing = write(`stopped ${delay}`, 20);
      await new Promise((resolve) => setTimeout(resolve, delay));
      await browser.stopBackground();
      await writing;
      await allStored(`stopped ${delay}`, 20);
      await goesOn(popup, `stopped ${delay}`, 20);
    },
  );

  it('because its making is stuck half-way, it is made whole afterwards, and what waited for it is stored', async () => {
    await other.evaluate(deleteHalfway);
    await write('halfway', 20);
    await other.close();
    await allStored('halfway', 20);
    await goesOn(popup, 'halfway', 20);
  });
});

/**
 * Runs in a page of the extension, as do those below: what an extension of a later version leaves, if that is
 * taken back.
 */
async function openLater(): Promise<void> {
  const opening = indexedDB.open('tabshark', 3);
  await new Promise((resolve) => (opening.onsuccess = resolve));
  opening.result.onversionchange = () => {
    opening.result.close();
  };
}

async function deleteStore(): Promise<void> {
  const deleting = indexedDB.deleteDatabase('tabshark');
  await new Promise((resolve) => (deleting.onsuccess = resolve));
}

/**
 * As a background that is stopped there: one store is made, the next not, and the transaction is kept open as
 * long as the page is.
 */
async function deleteHalfway(): Promise<void> {
  const deleting = indexedDB.deleteDatabase('tabshark');
  const opening = indexedDB.open('tabshark', 1);
  await new Promise((resolve) => (deleting.onsuccess = resolve));
  await new Promise<void>((resolve) => {
    opening.onupgradeneeded = () => {
      const store = opening.result.createObjectStore('chunks', { keyPath: ['origin', 'first'] });
      const spin = (): void => {
        store.count().onsuccess = spin;
      };
      spin();
      resolve();
    };
  });
}
