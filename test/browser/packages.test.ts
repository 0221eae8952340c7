import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { version } from '../../package.json';
import { launchChromium } from './harness/chromium';
import { describeInFirefox, launchFirefox } from './harness/firefox';

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
  it('is loaded once it is unpacked, and watches pages', async () => {
    const unpacked = path.join(folder, 'unpacked');
    const files = unzipSync(readFileSync(path.join(folder, `tabshark-${version}-chrome.zip`)));
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(unpacked, file)), { recursive: true });
      writeFileSync(path.join(unpacked, file), content);
    }
    // It waits until the content scripts are registered.
    const chromium = await launchChromium({ folder: unpacked });
    try {
      const page = await chromium.extensionPage();
      expect(await page.evaluate(() => chrome.runtime.getManifest().version)).toBe(version);
    } finally {
      await chromium.close();
    }
  });
});

describeInFirefox('the package for Firefox', () => {
  it('is loaded as it is', async () => {
    const firefox = await launchFirefox({ extension: false });
    try {
      const file = path.join(folder, `tabshark-${version}-firefox.xpi`);
      expect(await firefox.loadTemporarily(file)).toBe(`Tabshark ${version}`);
    } finally {
      await firefox.close();
    }
  });
});
