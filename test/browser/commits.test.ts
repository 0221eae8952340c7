import type { Ring } from '../../src/protocol/background';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser } from './harness/with-browser';

describeInBoth('commits', (launch) => {
  const { browser, site } = withBrowser(launch);

  it('gather what a page writes in one task after the other, and none of it is lost', async () => {
    const page = await browser.open(`${site.origin}/writer`);
    const viewer = await browser.extensionPage();
    await viewer.evaluate(() => {
      const commits: number[] = [];
      const bell = new BroadcastChannel('tabshark');
      bell.addEventListener('message', ({ data }: MessageEvent<Ring>) => {
        if (data.type === 'committed') commits.push(performance.now());
      });
      Object.assign(window, { bell, commits });
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
    const commits = await viewer.evaluate(() => (window as unknown as { commits: number[] }).commits);
    const took = (commits.at(-1) ?? 0) - (commits[0] ?? 0);
    expect(commits.length).toBeGreaterThan(1);
    // 60 ms from the begin of one to that of the next.
    expect(commits.length).toBeLessThanOrEqual(took / 60 + 2);
    await page.close();
  });
});
