import type { Page } from 'puppeteer-core';
import type { Record } from '../../../src/record/record';
import { describeInBoth, withBrowser } from '../harness/with-browser';
import { launchChromium } from '../harness/chromium';
import { changedNatives, keepNatives } from '../harness/natives';
import { startSite } from '../harness/site';
import { waitFor } from '../harness/wait';
import { recordsAfterWrite } from './attack';

/**
 * No listener is called by Blink in more than 44 nested callbacks, and none has room where the stack is full.
 * Pages can call our script there: `inside` calls `then` in so many nested dispatches, if the browser goes as
 * deep as that; `unwinding` in each of so many calls, from the fullest stack on.
 */
const deep = `<!doctype html><title>deep</title><link rel="icon" href="data:,"><script>
  window.before = Storage.prototype.setItem;
  window.inside = (depth, then) => {
    const target = new EventTarget();
    let left = depth;
    target.addEventListener('in', () => {
      left -= 1;
      if (left > 0) target.dispatchEvent(new Event('in'));
      else then();
    });
    target.dispatchEvent(new Event('in'));
  };
  window.unwinding = (levels, then) => {
    let level = 0;
    const down = () => {
      try {
        down();
      } catch {}
      if (level === levels) return;
      try {
        then(() => {
          level += 1;
        });
      } catch {}
    };
    down();
  };
  window.takeOver = () => {
    const node = document.createElement('i');
    node.addEventListener('context', () => answers.push('context'));
    document.dispatchEvent(new MouseEvent('tabshark-take-over', { relatedTarget: node }));
  };
  window.answers = [];
</script>`;

interface DeepWindow extends Window {
  readonly before: unknown;
  inside(depth: number, then: () => void): void;
  /** `then` is to call `entered` first. */
  unwinding(levels: number, then: (entered: () => void) => void): void;
  takeOver(): void;
  readonly answers: readonly string[];
}

const depths = [1, 39, 40, 41, 42, 43, 44, 45, 46];

describeInBoth('a page that calls our script deep in its own calls', (launch) => {
  const { browser, site } = withBrowser(launch, () => startSite({ '/deep': deep }));
  let page: Page;

  beforeAll(async () => {
    page = await browser.open(`${site.origin}/deep`, (opened) => opened.evaluateOnNewDocument(keepNatives));
  });

  async function stillRecorded(after: string): Promise<Record[]> {
    const records = await recordsAfterWrite(browser, page, site.origin, `after ${after}`);
    expect(
      await page.evaluate(() => Storage.prototype.setItem === (window as unknown as DeepWindow).before),
    ).toBe(true);
    expect(await page.evaluate(changedNatives)).not.toEqual([]);
    return records;
  }

  it.each(depths)('cannot take over in %d nested dispatches', async (depth) => {
    await page.evaluate((levels) => {
      const { inside, takeOver } = window as unknown as DeepWindow;
      inside(levels, takeOver);
    }, depth);
    await stillRecorded(`take-over in ${depth}`);
    expect(await page.evaluate(() => (window as unknown as DeepWindow).answers)).toEqual([]);
  });

  it('cannot take over with a full stack', async () => {
    await page.evaluate(() => {
      const { unwinding, takeOver } = window as unknown as DeepWindow;
      unwinding(500, (entered) => {
        entered();
        takeOver();
      });
    });
    await stillRecorded('take-over with a full stack');
    expect(await page.evaluate(() => (window as unknown as DeepWindow).answers)).toEqual([]);
  });

  it.each([1, 41, 42, 43])('loses no write of full batches in %d nested dispatches', async (depth) => {
    const written = await page.evaluate((levels) => {
      let count = 0;
      (window as unknown as DeepWindow).inside(levels, () => {
        for (; count < 1_100; count += 1) localStorage.setItem('full', `${levels} ${count}`);
        for (const unit of '\u0001\u0002') localStorage.setItem('long', unit.repeat(32_000));
      });
      localStorage.clear();
      return count;
    }, depth);
    const records = await stillRecorded(`full batches in ${depth}`);
    const values = valuesOf(records, 'full').filter((value) => value.startsWith(`${depth} `));
    expect(written).toBe(1_100);
    expect(values).toEqual(Array.from({ length: written }, (_, index) => `${depth} ${index}`));
    expect(gapsOf(records)).toEqual([]);
  });

  it.each([
    ['short', 1],
    ['long', 32_000],
  ])('loses no %s write with a full stack, or has a gap', async (key, length) => {
    const written = await page.evaluate(
      (name, units) => {
        const seen = { written: [] as string[], thrown: 0 };
        (window as unknown as DeepWindow).unwinding(200, (entered) => {
          entered();
          const value = `${seen.written.length + seen.thrown} `;
          // Two long ones fill a batch; a hundred would take too long to store.
          const padded = value.padEnd((seen.written.length + seen.thrown) % 25 === 0 ? units : 1, '\u0001');
          try {
            localStorage.setItem(name, padded);
          } catch {
            seen.thrown += 1;
          }
          if (localStorage.getItem(name)?.startsWith(value)) seen.written.push(value);
        });
        return seen.written;
      },
      key,
      length,
    );
    const records = await stillRecorded(`a full stack and ${key} writes`);
    const values = valuesOf(records, key).map((value) => value.slice(0, value.indexOf(' ') + 1));
    const missing = written.filter((value) => !values.includes(value));
    expect(written.length).toBeGreaterThan(100);
    if (missing.length === 0) return;
    // It leaves in a batch of its own, after what is there.
    await waitFor('a gap where writes are missing', async () =>
      gapsOf((await browser.stored(site.origin)).records).includes('not-noted'),
    );
  });
});

describe('a page that calls our script where Chromium calls no listener any more', () => {
  const { browser, site } = withBrowser(launchChromium, () => startSite({ '/deep': deep }));

  it('has a gap with the number of what is more than page/ keeps, and is recorded afterwards', async () => {
    const page = await browser.open(`${site.origin}/deep`);
    await page.evaluate(() => {
      (window as unknown as DeepWindow).inside(43, () => {
        for (let count = 0; count < 20; count += 1)
          localStorage.setItem('long', `${count} `.padEnd(32_000, '\u0001'));
      });
    });
    const records = await waitFor(
      'the gap and a later write',
      async () => {
        await page.evaluate(() => {
          localStorage.setItem('later', '1');
        });
        const stored = (await browser.stored(site.origin)).records;
        return gapsOf(stored).length > 0 && valuesOf(stored, 'later').length > 0 && stored;
      },
      40_000,
    );
    const values = valuesOf(records, 'long').map((value) => value.slice(0, value.indexOf(' ')));
    expect(values).toEqual(Array.from(values, (_, index) => String(index)));
    expect(records.find(({ type }) => type === 'gap')).toMatchObject({
      reason: 'backpressure',
      count: 20 - values.length,
    });
  });
});

function valuesOf(records: readonly Record[], key: string): string[] {
  return records.flatMap((record) => {
    if (record.type !== 'storage-write' || record.key !== key || record.newValue === null) return [];
    return typeof record.newValue === 'string' ? record.newValue : record.newValue.head;
  });
}

function gapsOf(records: readonly Record[]): string[] {
  return records.flatMap((record) => (record.type === 'gap' ? record.reason : []));
}
