import type { Page } from 'puppeteer-core';
import { reloadOwn, textsOf } from './harness/popup';
import { startSite } from './harness/site';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser } from './harness/with-browser';

describeInBoth('the filter', (launch) => {
  const { browser, site } = withBrowser(launch, () =>
    startSite({
      '/a': '<!doctype html><title>Cart</title>',
      '/b': '<!doctype html><title>Checkout</title>',
    }),
  );
  let inspector: Page;

  beforeAll(async () => {
    const writer = await browser.open(`${site.origin}/a`);
    const reader = await browser.open(`${site.origin}/b`);
    await reader.evaluate(() => {
      addEventListener('storage', () => undefined);
    });
    await writer.evaluate(() => {
      localStorage.setItem('cart', '{"items":[{"qty":3}]}');
      localStorage.setItem('cart', '{"items":[{"qty":4}]}');
      localStorage.setItem('my user', 'Ada');
    });
    inspector = await browser.openViewer(site.origin);
    await inspector.setViewport({ width: 1_280, height: 800 });
    await inspector.waitForSelector('.messages .row');
  });

  beforeEach(async () => {
    await inspector.bringToFront();
    await inspector.focus('.filter');
    await inspector.keyboard.down('Control');
    await inspector.keyboard.press('a');
    await inspector.keyboard.up('Control');
    await inspector.keyboard.press('Backspace');
    await waitFor('all rows', async () => {
      const shown = await keys();
      return shown.includes('my user') && shown.includes('cart');
    });
  });

  const keys = (): Promise<string[]> => textsOf(inspector, '.messages .row[data-row="exchange"] .channel');
  const typed = (): Promise<string> => inspector.$eval('.filter', (box) => (box as HTMLInputElement).value);
  const suggested = (): Promise<string[]> => textsOf(inspector, '.suggestion');

  it('completes fields as one types, and then the values that occur with how often they do', async () => {
    await inspector.keyboard.type('ke');
    await waitFor('the field', async () => (await suggested())[0]?.startsWith('key ') === true);
    await inspector.keyboard.press('ArrowDown');
    await inspector.keyboard.press('Enter');
    expect(await typed()).toBe('key:');
    await waitFor('the keys', async () => {
      const shown = await suggested();
      expect(shown).toContain('my user 2');
      return shown.some((text) => /^cart \d+$/.test(text));
    });
    await inspector.keyboard.type('us');
    await waitFor('one key', async () => (await suggested()).length === 1);
    await inspector.keyboard.press('ArrowDown');
    await inspector.keyboard.press('Tab');
    expect(await typed()).toBe('key:"my user" ');
    await waitFor('its rows', async () => {
      const shown = await keys();
      return shown.length === 1 && shown[0] === 'my user';
    });
    expect(await suggested()).toEqual([]);
  });

  it('underlines what it cannot read, says why, and keeps the last filter that it could read', async () => {
    await inspector.keyboard.type('key:cart');
    await waitFor('carts alone', async () => !(await keys()).includes('my user'));
    await inspector.keyboard.type(' latency:>0parsecs');
    await waitFor('the sentence', async () =>
      (await textsOf(inspector, '.filter-error')).join('').includes('“parsecs” is no unit here'),
    );
    expect(await typed()).toBe('key:cart latency:>0parsecs');
    expect(await textsOf(inspector, '.filter-marks .wrong')).toEqual(['parsecs']);
    const [line, mark, box] = await inspector.evaluate(() => {
      const wrong = document.querySelector('.filter-marks .wrong');
      const input = document.querySelector('.filter');
      if (!wrong || !input) throw new Error('no mark');
      const style = getComputedStyle(wrong);
      return [
        `${style.textDecorationLine} ${style.textDecorationStyle}`,
        wrong.getBoundingClientRect().toJSON() as DOMRect,
        input.getBoundingClientRect().toJSON() as DOMRect,
      ] as const;
    });
    expect(line).toBe('underline wavy');
    expect(mark.width).toBeGreaterThan(20);
    expect(mark.left).toBeGreaterThan(box.left);
    expect(await inspector.$eval('.filter', (one) => one.getAttribute('aria-invalid'))).toBe('true');
    const shown = await waitFor('what that lets pass', async () => {
      const now = await keys();
      return now.length > 0 && now;
    });
    expect(shown).not.toContain('my user');
    for (let count = 0; count < 'parsecs'.length; count += 1) await inspector.keyboard.press('Backspace');
    await waitFor('no mark', async () => (await textsOf(inspector, '.filter-marks .wrong')).length === 0);
    expect(await textsOf(inspector, '.filter-error')).toEqual(['']);
  });

  it('asks of values, of who got them and by what expression', async () => {
    for (const [filter, expected] of [
      ['path:items[].qty>3', ['cart']],
      ['value:/^ADA$/', ['my user']],
      ['state:arrived -key:cart', ['my user']],
      ['to:B (key:my* or value:"qty\\":3")', ['cart', 'my user']],
    ] as const) {
      await inspector.$eval('.filter', (box) => {
        (box as HTMLInputElement).select();
      });
      await inspector.keyboard.type(filter);
      await waitFor(`what passes ${filter}`, async () => {
        expect([...new Set(await keys())].sort()).toEqual(expected);
        return true;
      });
    }
  });

  it('is switched off for a moment, stays so over a reload, and is on again as it was', async () => {
    await inspector.keyboard.type('key:cart');
    await waitFor('its rows', async () => !(await keys()).includes('my user'));
    await inspector.click('.filter-switch');
    await waitFor('all rows', async () => (await keys()).includes('my user'));
    expect(await typed()).toBe('key:cart');
    await reloadOwn(inspector);
    await waitFor('all rows', async () => (await keys()).includes('my user'));
    expect(await typed()).toBe('key:cart');
    await inspector.click('.filter-switch');
    await waitFor('its rows', async () => {
      const shown = await keys();
      return shown.length > 0 && !shown.includes('my user');
    });
    await inspector.click('.filter-switch');
    await waitFor('all rows', async () => (await keys()).includes('my user'));
    await inspector.focus('.filter');
    await inspector.keyboard.press('End');
    await inspector.keyboard.type(' value:4');
    await waitFor('what one types to be on', async () => {
      const shown = await keys();
      return shown.length > 0 && !shown.includes('my user');
    });
  });

  it('is saved, is there on another site too, and is deleted', async () => {
    const saved = (page: Page): Promise<string[]> => textsOf(page, '.put-filter');
    await inspector.keyboard.type('key:cart');
    await inspector.click('.saved-filters .menu-face');
    await inspector.click('.save-filter');
    expect(await inspector.$('.saved-filters .popover')).toBeNull();
    const other = await browser.openViewer(site.at('127.0.0.1'));
    await other.waitForSelector('.saved-filters .menu-face');
    await other.click('.saved-filters .menu-face');
    expect(await saved(other)).toEqual(['key:cart']);
    await other.click('.put-filter');
    expect(await other.$eval('.filter', (box) => (box as HTMLInputElement).value)).toBe('key:cart');
    await other.click('.saved-filters .menu-face');
    await other.click('.drop-filter');
    await waitFor('none', async () => (await saved(other)).length === 0);
    await other.close();
  });

  it('explains each field where one asks for it', async () => {
    await inspector.click('.filter-help .menu-face');
    const terms = await textsOf(inspector, '.filter-help dt');
    expect(terms).toEqual(expect.arrayContaining(['channel:', 'path:', 'state:', 'since:', 'caused:']));
    await inspector.keyboard.press('Escape');
    expect(await inspector.$('.filter-help dl')).toBeNull();
  });
});
