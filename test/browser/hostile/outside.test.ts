import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launchChromium, type Chromium } from '../harness/chromium';
import { startSite, type Site } from '../harness/site';

describe('code', () => {
  let chromium: Chromium;
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
    chromium = await launchChromium();
  });

  afterAll(async () => {
    await chromium.close();
    await site.close();
  });

  it('of a page can not speak to the background, nor see the extension', async () => {
    const page = await chromium.open(`${site.origin}/outside`);
    const reached = await page.evaluate(
      async (id) => [
        typeof (globalThis as { chrome?: { runtime?: unknown } }).chrome?.runtime,
        await fetch(`chrome-extension://${id}/popup/popup.html`).then(
          () => 'fetched',
          () => 'refused',
        ),
      ],
      chromium.extensionId,
    );
    expect(reached).toEqual(['undefined', 'refused']);
    await page.close();
  });

  it('in a content script gets an answer from no command', async () => {
    // A content script of another extension, or a page that broke out of its world, has no more than runtime.sendMessage.
    const page = await chromium.open(`${site.origin}/commands`);
    const before = (await chromium.stored(site.origin)).records.length;
    const session = await page.createCDPSession();
    const contexts: { id: number; origin: string }[] = [];
    session.on('Runtime.executionContextCreated', ({ context }) => contexts.push(context));
    await session.send('Runtime.enable');
    const isolated = contexts.find(({ origin }) => origin === `chrome-extension://${chromium.extensionId}`);
    const { result } = await session.send('Runtime.evaluate', {
      contextId: isolated?.id ?? -1,
      awaitPromise: true,
      returnByValue: true,
      expression: `Promise.race([
        chrome.runtime.sendMessage({ type: 'clear', origin: ${JSON.stringify(site.origin)} }).then((answer) => JSON.stringify(answer) ?? 'none', () => 'none'),
        new Promise((resolve) => setTimeout(resolve, 500, 'none')),
      ])`,
    });
    expect(result.value).toBe('none');
    expect((await chromium.stored(site.origin)).records.length).toBeGreaterThanOrEqual(before);
    await page.close();
  });

  it('of another extension that may be in the same pages can ask nothing of ours, nor load a file of it', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-other-'));
    writeFileSync(
      path.join(folder, 'manifest.json'),
      JSON.stringify({
        manifest_version: 3,
        name: 'other',
        version: '1',
        host_permissions: ['http://localhost/*'],
      }),
    );
    writeFileSync(path.join(folder, 'page.html'), '<!doctype html><title>other</title>');
    const other = await chromium.browser.installExtension(folder);
    const page = await chromium.open(`chrome-extension://${other}/page.html`);
    const outcome = await page.evaluate(
      async (id, origin) => {
        const message = { type: 'clear', origin };
        const asked = await chrome.runtime.sendMessage(id, message).then(
          (answer: unknown) => `answered ${JSON.stringify(answer)}`,
          () => 'refused',
        );
        const port = chrome.runtime.connect(id, { name: 'context' });
        const connected = await new Promise((resolve) => {
          port.onDisconnect.addListener(() => {
            resolve('refused');
          });
          port.onMessage.addListener(resolve);
        });
        const fetched = await fetch(`chrome-extension://${id}/popup/popup.html`).then(
          () => 'fetched',
          () => 'refused',
        );
        const bell = new BroadcastChannel('tabshark');
        bell.postMessage({ type: 'cleared', origin });
        return [asked, connected, fetched, String((await indexedDB.databases()).length)];
      },
      chromium.extensionId,
      site.origin,
    );
    expect(outcome).toEqual(['refused', 'refused', 'refused', '0']);
    await page.close();
    rmSync(folder, { recursive: true });
  });
});
