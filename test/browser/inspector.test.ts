import type { Page } from 'puppeteer-core';
import { filter, findRow, rowsOf, showList, textsOf } from './harness/popup';
import { startSite } from './harness/site';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser } from './harness/with-browser';

/** Text of an element as a person reads it. */
function textOf(page: Page, selector: string): Promise<string> {
  return page.$eval(selector, (element) => (element as HTMLElement).innerText.replace(/\s+/g, ' ').trim());
}

describeInBoth('the inspector', (launch, kind) => {
  const { browser, site } = withBrowser(launch, () =>
    startSite({
      '/writer': '<!doctype html><title>writer</title>',
      '/listener': `<!doctype html><title>listener</title><script>
        addEventListener('storage', ({ key, newValue }) => {
          if (key === 'broken') JSON.parse(newValue);
          if (key === 'ask') localStorage.setItem('answer', newValue);
        });
        const chat = new BroadcastChannel('chat');
        chat.onmessage = () => {};
      </script>`,
      '/deaf': '<!doctype html><title>deaf</title>',
    }),
  );
  let writer: Page;
  let listener: Page;
  let popup: Page;

  beforeAll(async () => {
    writer = await browser.open(`${site.origin}/writer`);
    listener = await browser.open(`${site.origin}/listener`);
    await browser.open(`${site.origin}/deaf`);
    popup = await browser.openPopup(site.origin);
    await popup.setViewport({ width: 1_200, height: 700 });
  });

  beforeEach(async () => {
    await popup.bringToFront();
    await showList(popup, 'messages');
    await filter(popup, '');
  });

  function write(key: string, value: string): Promise<void> {
    return writer.evaluate((name, text) => localStorage.setItem(name, text), key, value);
  }

  let mistakes = 0;

  /** Makes a handler throw, which is an error; that a tab does not listen to the write is found later. */
  async function makeFindings(): Promise<void> {
    mistakes += 1;
    await write('broken', `{${mistakes}`);
    await showList(popup, 'findings');
    await popup.waitForSelector('.row[data-code="S17"]');
  }

  async function openWrite(key: string, value = ''): Promise<void> {
    await showList(popup, 'messages');
    await filter(popup, `setItem "${key}" ${value}`);
    await waitFor(`only writes of ${key}`, async () => {
      const rows = await rowsOf(popup);
      return rows.length > 0 && rows.every((row) => row.key === key && row.new.includes(value));
    });
    await popup.$$eval(
      '.row[data-type="storage-write"]',
      (rows, wanted) => {
        (rows as HTMLElement[]).find((row) => row.querySelector('.key')?.textContent === wanted)?.click();
      },
      key,
    );
    await popup.waitForSelector('.details');
  }

  it('shows in a row which tabs a write reached, and which have nobody who listens', async () => {
    await write('colour', 'green');
    await findRow(popup, { type: 'storage-event', key: 'colour' });
    await filter(popup, 'setItem "colour"');
    const letters = await waitFor('a letter for each other tab', async () => {
      const found = await popup.$$eval('.row[data-type="storage-write"] .reached .letter', (all) =>
        (all as HTMLElement[]).map((letter) => [
          letter.textContent,
          letter.title,
          /look-(\w+)/.exec(letter.className)?.[1],
        ]),
      );
      return found.length === 2 && found.every(([, title]) => !title?.endsWith('waiting')) ? found : null;
    });
    expect(letters).toEqual([
      ['B', 'listener: heard', 'filled'],
      ['C', 'deaf: not listening', 'empty'],
    ]);
  });

  it('has a table of deliveries in the details, with verdict, latency and the way to the event', async () => {
    await write('size', 'large');
    await openWrite('size');
    const rows = await waitFor('what came of it', async () => {
      const texts = await textsOf(popup, '.deliveries tbody tr');
      return texts.length === 3 && texts.every((text) => !text.includes('waiting')) && texts;
    });
    expect(rows).toEqual([
      'A writer not addressed to this tab It went to others only.',
      expect.stringMatching(
        /^B listener heard \d+(\.\d)? ms It came, and the page listens\. Its handler did nothing that is recorded\. Show$/,
      ),
      expect.stringMatching(/^C deaf not listening [\d.]+ ms No storage listener\. Show$/),
    ]);
    await popup.click('.deliveries tbody tr:nth-child(2) .jump');
    await waitFor('the event', async () => /storage$/.test(await textOf(popup, '.details h2')));
    expect(await textOf(popup, '.details')).toMatch(/Written by A writer Show/);
  });

  it('says what the handlers did with it, and leads to that', async () => {
    await write('ask', 'red');
    await openWrite('ask');
    await waitFor('the answer', async () => (await popup.$('.deliveries .outcome button')) !== null);
    // On a busy machine the handler may also have run for long.
    expect(await textOf(popup, '.deliveries .outcome')).toMatch(/^Wrote answer\b/);
    await popup.click('.deliveries .outcome button');
    await waitFor('the answer', async () => /setItem$/.test(await textOf(popup, '.details h2')));
    expect(await textOf(popup, '.details')).toContain('answer');
  });

  it('lists what did not work, counts it in a badge, and leads to the evidence and back', async () => {
    await makeFindings();
    await waitFor('the badge', async () => (await popup.$('.view-findings .badge.error')) !== null);
    expect(await textOf(popup, '.row[data-code="S17"] .title')).toMatch(
      /^A handler in B listener threw for “broken”: (Uncaught )?SyntaxError/,
    );
    await popup.click('.row[data-code="S17"]');
    const details = await textOf(popup, '.details');
    expect(details).toContain('How to fix it');
    expect(details).toContain('The recording proves it.');
    expect(await popup.$eval('.details a.source', (link) => link.href)).toMatch(/^https:/);
    const evidence = await textsOf(popup, '.details .record-link');
    expect(evidence.some((line) => line.includes('broken = {'))).toBe(true);
    await popup.click('.details .record-link');
    await waitFor('the record', () =>
      popup.$eval('.view-messages', (tab) => tab.getAttribute('aria-selected') === 'true'),
    );
    const selected = await waitFor('its row', () => textOf(popup, '.row[aria-selected="true"]'));
    expect(selected).toContain('S17');
    await popup.$$eval('.details .record-link', (links) => {
      (links as HTMLElement[]).find((link) => link.textContent.startsWith('S17'))?.click();
    });
    await waitFor('the finding again', async () => (await textOf(popup, '.details .mark.code')) === 'S17');
  });

  it('filters findings, and the records that are their evidence, by code and severity', async () => {
    await makeFindings();
    await filter(popup, 'severity:error');
    await waitFor('errors alone', async () =>
      popup.$$eval(
        '.findings .row',
        (all) => all.length > 0 && all.every((row) => (row as HTMLElement).dataset.severity === 'error'),
      ),
    );
    await filter(popup, 'code:S10');
    await waitFor('one code', async () => {
      const codes = await textsOf(popup, '.findings .row > .code');
      return codes.length > 0 && codes.every((code) => code.startsWith('S10'));
    });
    expect(await textOf(popup, '.count')).toMatch(/^1 of \d+$/);
    await showList(popup, 'messages');
    const rows = await waitFor('its records', async () => {
      const found = await rowsOf(popup);
      return found.length > 0 && found;
    });
    for (const { marks, tab } of rows) {
      expect(marks).toContain('S10');
      expect(tab).toBe('deaf');
    }
  });

  it('tells who is there: state, listeners, channels; and follows them', async () => {
    await showList(popup, 'contexts');
    const row = (title: string): Promise<string> =>
      waitFor(`the row of ${title}`, async () =>
        (await textsOf(popup, '.contexts .row')).find((text) => text.includes(title)),
      );
    // Firefox has them all in one window, behind the inspector.
    const state = kind === 'chromium' ? 'visible' : 'hidden';
    expect(await row('listener')).toMatch(new RegExp(`${state} [\\d:.]+ 1 BroadcastChannel chat http`));
    expect(await row('deaf')).toMatch(new RegExp(`${state} [\\d:.]+ 0 http`));
    const short = await browser.open(`${site.origin}/deaf?short`);
    await short.evaluate(() => {
      addEventListener('storage', () => undefined);
      void navigator.locks.request('leader', () => new Promise(() => undefined));
    });
    await waitFor('its listener and its lock', async () =>
      (await textsOf(popup, '.contexts .row')).some((text) => /1 Web Lock leader .*short/.test(text)),
    );
    await short.close();
    await waitFor('that it is gone', async () =>
      (await textsOf(popup, '.contexts .row')).some((text) => /gone .*short/.test(text)),
    );
    await popup.$$eval('.contexts .row', (rows) => {
      (rows as HTMLElement[]).find((one) => one.textContent.includes('listener'))?.click();
    });
    expect(await textOf(popup, '.details')).toMatch(/Storage listeners 1/);
  });

  it('measures how fast: each channel, and each pair of tabs', async () => {
    await writer.evaluate(() => {
      const chat = new BroadcastChannel('chat');
      for (let turn = 0; turn < 20; turn += 1) chat.postMessage(turn);
    });
    await showList(popup, 'latencies');
    await waitFor('the messages', async () =>
      (await textsOf(popup, '.latencies .row')).some((text) =>
        /BroadcastChannel chat All tabs 20 /.test(text),
      ),
    );
    expect(await textsOf(popup, '.latencies .row.pair')).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^A writer B listener 20 [\d.]+ ms [\d.]+ ms [\d.]+ ms [\d.]+ ms$/),
      ]),
    );
  });

  it('shows what made a page write, and what came of it, as a chain across the tabs', async () => {
    await write('ask', 'why');
    await openWrite('answer', 'why');
    const chain = await waitFor('the chain with all its arrivals', async () => {
      const steps = await textsOf(popup, '.details .chain li');
      return steps.length === 3 && steps[2]?.includes('2 arrivals') && steps;
    });
    expect(chain).toEqual([
      expect.stringMatching(/A localStorage setItem ask = why \+ \d arrivals? that led to nothing$/),
      expect.stringMatching(/B localStorage storage ask = why$/),
      expect.stringMatching(/B localStorage setItem answer = why \+ 2 arrivals that led to nothing$/),
    ]);
    expect(await textOf(popup, '.chain [aria-current]')).toContain('answer = why');
    await popup.click('.chain li .record-link');
    await waitFor('the first cause', async () =>
      (await textOf(popup, '.chain [aria-current]')).includes('setItem ask = why'),
    );
    expect(await popup.$eval('.export', (button) => (button as HTMLButtonElement).disabled)).toBe(false);
    expect(listener.isClosed()).toBe(false);
  });

  it('can be walked by keyboard alone', async () => {
    await makeFindings();
    await showList(popup, 'messages');
    await popup.focus('.view-messages');
    for (let step = 0; step < 4; step += 1) await popup.keyboard.press('ArrowRight');
    await waitFor('the findings', async () => (await popup.$('.table.findings')) !== null);
    await popup.focus('.table');
    await popup.keyboard.press('Home');
    await popup.keyboard.press('Enter');
    await popup.waitForSelector('.details');
    await popup.keyboard.press('Escape');
    await waitFor('no details', async () => (await popup.$('.details')) === null);
    expect(await popup.evaluate(() => document.activeElement?.className)).toContain('table');
  });
});
