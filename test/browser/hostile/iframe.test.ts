import type { Page } from 'puppeteer-core';
import { startSite } from '../harness/site';
import { waitFor } from '../harness/wait';
import { describeInBoth, withBrowser } from '../harness/with-browser';
import { isWriteOf, recordsAfterWrite, recordsWhen } from './attack';

/** A frame that tries what it can on the page around it. */
const frame = `<!doctype html><title>hostile frame</title><script>
  window.outcome = [];
  function attempt(name, act) { try { act(); outcome.push(name + ': done'); } catch (error) { outcome.push(name + ': ' + error.name); } }
  const node = document.createElement('i');
  attempt('hello in the parent', () => parent.document.dispatchEvent(new SubmitEvent('tabshark-hello', { submitter: node })));
  attempt('listen in the parent', () => parent.addEventListener('tabshark-hello', () => undefined, true));
  attempt('write in the parent', () => parent.localStorage.setItem('by the frame', '1'));
  attempt('message to the parent', () => parent.postMessage({ type: 'batch', detail: '1:[]', context: 'x' }, '*'));
  localStorage.setItem('by the frame', '1');
</script>`;

describeInBoth('a hostile frame in a good page', (launch) => {
  const { browser, site } = withBrowser(launch, () =>
    startSite({
      '/frame': frame,
      '/good': `<!doctype html><title>good</title><link rel="icon" href="data:,"><body></body>`,
    }),
  );
  let good: string;
  let evil: string;
  let page: Page;

  beforeAll(async () => {
    good = site.origin;
    evil = site.at('127.0.0.1');
    page = await browser.open(`${good}/good`);
    await page.evaluate((url) => {
      const inner = document.createElement('iframe');
      inner.src = url;
      document.body.append(inner);
      const sandboxed = document.createElement('iframe');
      sandboxed.sandbox.add('allow-scripts');
      sandboxed.srcdoc = '<script>new BroadcastChannel("sandboxed").postMessage(1)</script>';
      document.body.append(sandboxed);
    }, `${evil}/frame`);
  });

  it('reaches nothing of the page around it but by the message that any page could send', async () => {
    const inner = await waitFor('the frame', () =>
      page.frames().find((one) => one.url() === `${evil}/frame`),
    );
    const outcome = await waitFor('its outcome', () =>
      inner.evaluate(() => {
        const { outcome: all } = window as unknown as { outcome: string[] };
        return all.length === 4 && all;
      }),
    );
    expect(outcome).toEqual([
      'hello in the parent: SecurityError',
      'listen in the parent: SecurityError',
      'write in the parent: SecurityError',
      'message to the parent: done',
    ]);
  });

  it('is recorded as its own document of its own origin, in the partition of the page around it', async () => {
    await recordsWhen(browser, evil, 'the write of the frame', isWriteOf('by the frame'));
    const { contexts } = await browser.stored(evil);
    expect(contexts.find(({ url }) => url === `${evil}/frame`)).toMatchObject({
      origin: evil,
      topOrigin: good,
    });
  });

  it('leaves no record among those of the page but the message, which says where it came from', async () => {
    const records = await recordsAfterWrite(browser, page, good, 'by the page');
    expect(records.filter(isWriteOf('by the frame'))).toEqual([]);
    expect(records.filter(({ type }) => type === 'receive')).toMatchObject([
      { channel: { kind: 'window' }, origin: evil, source: 'child' },
    ]);
  });

  it('without an origin is kept apart from every origin', async () => {
    await recordsWhen(browser, 'null', 'the sandboxed frame', ({ channel }) => channel.name === 'sandboxed');
    const records = await recordsAfterWrite(browser, page, good, 'after the sandbox');
    expect(records.filter(({ channel }) => channel.name === 'sandboxed')).toEqual([]);
  });

  /** A page of that origin with a sandboxed frame that posts to that channel. */
  async function openWithSandbox(origin: string, channel: string): Promise<Page> {
    const around = await browser.open(`${origin}/good`);
    await around.evaluate((name) => {
      const sandboxed = document.createElement('iframe');
      sandboxed.sandbox.add('allow-scripts');
      sandboxed.srcdoc = `<script>
        const channel = new BroadcastChannel("${name}");
        setInterval(() => channel.postMessage(1), 50);
      </script>`;
      document.body.append(sandboxed);
    }, channel);
    await sends(channel, 1);
    return around;
  }

  const sentBy = async (channel: string): Promise<number> =>
    (await browser.stored('null')).records.filter(
      (record) => record.type === 'send' && record.channel.name === channel,
    ).length;

  const sends = (channel: string, count: number): Promise<true> =>
    waitFor(`${count} messages of ${channel}`, async () => (await sentBy(channel)) >= count);

  async function ask(type: 'clear' | 'unwatch' | 'watch', origin: string): Promise<void> {
    const extension = await browser.extensionPage();
    await extension.evaluate((command) => chrome.runtime.sendMessage(command), { type, origin });
  }

  it('without an origin is cleared with the site that it is in, and no other', async () => {
    const other = await openWithSandbox(evil, 'in another site');
    const own = await openWithSandbox(good, 'in the site');
    await own.close();
    await sends('in another site', 3);
    const before = await sentBy('in another site');
    await ask('clear', good);
    expect(await sentBy('sandboxed')).toBe(0);
    expect(await sentBy('in the site')).toBe(0);
    expect(await sentBy('in another site')).toBeGreaterThanOrEqual(before);
    // What is left of the others is in order, and they go on.
    await sends('in another site', before + 3);
    const { records } = await browser.stored('null');
    const seqs = records.filter(({ channel }) => channel.name === 'in another site').map(({ seq }) => seq);
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
    expect(records.filter(({ type }) => type === 'gap')).toEqual([]);
    await other.close();
  });

  it('without an origin is watched no longer than the site that it is in', async () => {
    const own = await openWithSandbox(good, 'to be stopped');
    const other = await openWithSandbox(evil, 'to go on');
    await ask('unwatch', good);
    await waitFor('the frame to be let alone', async () => {
      const before = [await sentBy('to be stopped'), await sentBy('to go on')];
      await sends('to go on', (before[1] ?? 0) + 10);
      return (await sentBy('to be stopped')) === before[0];
    });
    await ask('watch', good);
    await Promise.all([own.close(), other.close()]);
  });
});
