import type { Ring } from '../../src/protocol/background';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser } from './harness/with-browser';

interface Heard {
  readonly since: number;
  commits: number;
}

describeInBoth('commits', (launch) => {
  const { browser, site } = withBrowser(launch);

  it('gather what a page writes in one task after the other, and none of it is lost', async () => {
    const page = await browser.open(`${site.origin}/writer`);
    const viewer = await browser.extensionPage();
    await viewer.evaluate(() => {
      const heard: Heard = { since: performance.now(), commits: 0 };
      const bell = new BroadcastChannel('tabshark');
      bell.addEventListener('message', ({ data }: MessageEvent<Ring>) => {
        if (data.type === 'committed') heard.commits += 1;
      });
      Object.assign(window, { bell, heard });
    });
    await page.evaluate(async () => {
      for (let index = 0; index < 300; index += 1) {
        localStorage.setItem('in its own task', String(index));
        await new Promise((resolve) => setTimeout(resolve, 4));
      }
    });
    const values = await waitFor('all to be stored', async () => {
      const { records } = await browser.stored(site.origin);
      const written = records.flatMap((record) =>
        record.type === 'storage-write' && record.key === 'in its own task' ? [record.newValue] : [],
      );
      return written.length === 300 && written;
    });
    expect(values).toEqual(Array.from({ length: 300 }, (_, index) => String(index)));
    const { commits, took } = await viewer.evaluate(() => {
      const { heard } = window as unknown as { heard: Heard };
      return { commits: heard.commits, took: performance.now() - heard.since };
    });
    expect(commits).toBeGreaterThan(1);
    // 60 ms from the begin of one to that of the next. A busy viewer may hear of several at once.
    expect(commits).toBeLessThanOrEqual(took / 60 + 2);
    await page.close();
  });
});
