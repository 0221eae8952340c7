import type { Page } from 'puppeteer-core';
import { openOptions, setNumber } from './harness/options';
import { openDialogue, replacedValues } from './harness/saving';
import type { Settings } from '../../src/protocol/settings';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser } from './harness/with-browser';

describeInBoth('the options page', (launch, kind) => {
  const { browser, site } = withBrowser(() => launch({ windows: true }));

  const errorAt = (options: Page, name: string): Promise<string> =>
    options.$eval(`#${name}-error`, (element) => element.textContent);

  it('is what the browser opens as the options of the extension', async () => {
    const own = await browser.extensionPage();
    await own.evaluate(() => chrome.runtime.openOptionsPage());
    // By the extension itself: Firefox's driver does not see such a page load.
    await waitFor('the page', () =>
      own.evaluate(async () => {
        const all = await chrome.tabs.query({});
        const tab = all.find(({ url }) => url?.endsWith('/options/options.html'));
        if (tab?.id === undefined || tab.title !== 'Tabshark options') return false;
        await chrome.tabs.remove(tab.id);
        return true;
      }),
    );
    const page = await openOptions(browser);
    expect(await page.$eval('html', (element) => element.lang)).not.toBe('');
    await page.close();
  });

  it('shows the defaults, and what was set is there when it is opened again', async () => {
    const options = await openOptions(browser);
    const values = (page: Page): Promise<string[]> =>
      page.$$eval('input[type=text]', (inputs) => inputs.map(({ value }) => value));
    expect(await values(options)).toEqual(['200000', '256', '200000', '64']);
    await setNumber(options, 'records', '5,000');
    await waitFor('word that it is saved', () =>
      options.$eval('#records-hint .saved', (element) => element.textContent === 'Saved.'),
    );
    await options.close();
    const again = await openOptions(browser);
    await waitFor('what was set', async () => (await values(again))[0] === '5000');
    await setNumber(again, 'records', '200000');
    await waitFor('the old value', async () => (await stored()).records === 200_000);
    await again.close();
  });

  it('takes rules of redaction, says at once which is none, and the dialogue that saves goes by them', async () => {
    const page = await browser.open(`${site.origin}/orders`);
    await page.evaluate(() => {
      localStorage.setItem('last', 'order ORD-73521 of player-one');
      localStorage.setItem('playerName', 'Zaphod');
    });
    const options = await openOptions(browser);
    await options.waitForSelector('#redact-patterns');
    await options.bringToFront();
    await options.type('#redact-patterns', 'ORD-(');
    await waitFor('the reason', async () =>
      // What is wrong with it is the browser's own words.
      /^Line 1: .+stay in effect\.$/.test(await errorAt(options, 'redact-patterns')),
    );
    await options.type('#redact-patterns', '\\d+)');
    expect(await errorAt(options, 'redact-patterns')).toBe('');
    await options.type('#redact-names', 'playerName');
    await options.focus('#redact-patterns');
    await options.focus('#redact-names');
    await waitFor('both to be stored', async () => {
      const { redactNames, redactPatterns } = await stored();
      return redactNames?.[0] === 'playerName' && redactPatterns?.[0] === 'ORD-(\\d+)';
    });
    await options.close();
    const popup = await browser.openPopup(site.origin);
    await popup.setViewport({ width: 1_200, height: 700 });
    await openDialogue(popup);
    await popup.click('.show-values');
    const values = (await replacedValues(popup)).join('\n');
    expect(values).toMatch(/73521 → .* a rule of yours/);
    expect(values).toMatch(/Zaphod → .* named playerName/);
    await popup.close();
  });

  async function stored(): Promise<Partial<Settings>> {
    const page = await browser.extensionPage();
    return page.evaluate(async () => {
      const opening = indexedDB.open('tabshark');
      await new Promise((resolve) => (opening.onsuccess = resolve));
      const settings = opening.result.transaction('user').objectStore('user').get('settings');
      await new Promise((resolve) => (settings.onsuccess = resolve));
      opening.result.close();
      return (settings.result ?? {}) as Partial<Settings>;
    });
  }

  it.each(['', 'many', '12.5', '999', '10000001'])(
    'explains at the field why %j can not be stored, and stores nothing',
    async (text) => {
      const options = await openOptions(browser);
      const before = await stored();
      await setNumber(options, 'records', text);
      await waitFor('the sentence', () => errorAt(options, 'records'));
      expect(await errorAt(options, 'records')).toContain('from 1,000 to 10,000,000');
      expect(await options.$eval('[name=records]', (input) => input.getAttribute('aria-invalid'))).toBe(
        'true',
      );
      // What is stored next has taken the same way, so nothing is on it any more.
      await options.click('[name=keep]');
      await waitFor('the next change', async () => (await stored()).keep !== (before.keep ?? false));
      expect((await stored()).records).toBe(before.records ?? 200_000);
      await options.close();
    },
  );

  it('can be used by keyboard alone', async () => {
    const options = await openOptions(browser);
    await options.bringToFront();
    const before = (await stored()).keep ?? false;
    const focused = (): Promise<string> =>
      options.evaluate(() => (document.activeElement as HTMLInputElement).name);
    const order: string[] = [];
    // Firefox lets the user switch its developer tools on and off.
    const devTools = kind === 'firefox' ? ['dev-tools'] : [];
    const numbers = ['records', 'megabytes', 'queueRecords', 'queueMegabytes'];
    const wanted = ['all', ...devTools, 'keep', ...numbers];
    for (let press = 0; press < wanted.length; press += 1) {
      await options.keyboard.press('Tab');
      order.push(await focused());
      if (order.at(-1) === 'keep') await options.keyboard.press(' ');
    }
    expect(order).toEqual(wanted);
    await waitFor('the switch', async () => (await stored()).keep === !before);
    await options.keyboard.type('16');
    await options.keyboard.press('Enter');
    await waitFor('the sentence', () => errorAt(options, 'queueMegabytes'));
    await options.close();
  });

  describe('with all sites', () => {
    let options: Page;
    let local: Page;

    const somewhere = (): string => site.at('somewhere.test');
    const isOn = (): Promise<boolean> =>
      options.$eval('[name=all]', (box) => (box as HTMLInputElement).checked);

    async function click(): Promise<void> {
      await options.bringToFront();
      await options.click('[name=all]');
    }

    const write = (page: Page, key: string): Promise<void> =>
      page.evaluate((name) => {
        localStorage.setItem(name, '1');
      }, key);

    async function isStored(origin: string, key: string): Promise<boolean> {
      const { records } = await browser.stored(origin);
      return records.some((record) => record.type === 'storage-write' && record.key === key);
    }

    beforeAll(async () => {
      await browser.grant('http://*/*');
      await browser.grant('https://*/*');
      options = await openOptions(browser);
      local = await browser.open(`${site.origin}/local`);
    });

    it('off, as at first, a site is not watched, though the browser would grant it', async () => {
      expect(await isOn()).toBe(false);
      const page = await browser.open(`${somewhere()}/before`);
      await write(page, 'before');
      await write(local, 'before');
      await waitFor('the write of a watched site', () => isStored(site.origin, 'before'));
      expect((await browser.stored(somewhere())).contexts).toEqual([]);
      await page.close();
    });

    it('on, sites are watched without being chosen, those in open tabs too', async () => {
      const open = await browser.open(`${somewhere()}/open`);
      await click();
      await waitFor('the switch to be on', isOn);
      await waitFor('the open page to be watched', async () => {
        await write(open, 'open');
        return isStored(somewhere(), 'open');
      });
      const fresh = await browser.open(`${site.at('elsewhere.test')}/fresh`);
      await write(fresh, 'fresh');
      await waitFor('the write in a page that is opened then', () =>
        isStored(site.at('elsewhere.test'), 'fresh'),
      );
      await Promise.all([open.close(), fresh.close()]);
    });

    it('off again, the permission is given back and nothing of ours is in such a page', async () => {
      await click();
      await waitFor('the switch to be off', async () => !(await isOn()));
      await waitFor('the permission to be gone', () =>
        options.evaluate(async () => !(await chrome.permissions.contains({ origins: ['http://*/*'] }))),
      );
      // Chromium took the manifest's own as well and asks for them again: the user says yes.
      if (kind === 'chromium')
        for (const pattern of ['http://*.localhost/*', 'http://127.0.0.1/*']) await browser.grant(pattern);
      const page = await browser.open(`${somewhere()}/after`);
      await write(page, 'after');
      await waitFor('the local site to be watched as before', async () => {
        await write(local, 'after');
        return isStored(site.origin, 'after');
      });
      expect(await isStored(somewhere(), 'after')).toBe(false);
      await page.close();
    });
  });
});
