import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { version } from '../../package.json';
import { launchChromium } from './harness/chromium';
import { describeInFirefox, launchFirefox } from './harness/firefox';
import { withBrowser } from './harness/with-browser';

const root = path.resolve(__dirname, '../..');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-packages-'));
  execFileSync(process.execPath, ['build/package.mjs', `--out=${folder}`], { cwd: root });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the package for Chromium', () => {
  const { browser } = withBrowser(() => {
    const unpacked = path.join(folder, 'unpacked');
    const files = unzipSync(readFileSync(path.join(folder, `tabshark-${version}-chrome.zip`)));
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(unpacked, file)), { recursive: true });
      writeFileSync(path.join(unpacked, file), content);
    }
    // It waits until the content scripts are registered.
    return launchChromium({ folder: unpacked });
  });

  it('is loaded once it is unpacked, and watches pages', async () => {
    const page = await browser.extensionPage();
    expect(await page.evaluate(() => chrome.runtime.getManifest().version)).toBe(version);
  });
});

describeInFirefox('the package for Firefox', () => {
  const { browser } = withBrowser(() => launchFirefox({ extension: false }));

  it('is loaded as it is', async () => {
    const file = path.join(folder, `tabshark-${version}-firefox.xpi`);
    expect(await browser.loadTemporarily(file)).toBe(`Tabshark ${version}`);
  });
});
