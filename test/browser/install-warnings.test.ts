import { readFileSync } from 'node:fs';
import path from 'node:path';
import { extensionFolder, launchChromium } from './harness/chromium';
import { describeInFirefox, launchFirefox } from './harness/firefox';
import { withBrowser } from './harness/with-browser';

/** Each browser's own list, word by word: a user reads these before the extension is there. */
describe('what Chromium warns of before it installs the extension', () => {
  const { browser } = withBrowser(launchChromium);

  it('is the sites on this machine, and icons', async () => {
    const manifest = readFileSync(path.join(extensionFolder, 'manifest.json'), 'utf8');
    const page = await browser.extensionPage();
    const warnings = await page.evaluate(
      (text) => chrome.management.getPermissionWarningsByManifest(text),
      manifest,
    );
    expect(warnings).toEqual([
      'Read and change your data on all localhost sites, 127.0.0.1, and [::1]',
      'Read the icons of the websites you visit',
    ]);
  });
});

describeInFirefox('what Firefox asks before it installs the extension', () => {
  const { browser } = withBrowser(launchFirefox);

  it('is the sites on this machine', async () => {
    expect(await browser.installWarnings()).toEqual([
      'Access your data for sites in the localhost domain',
      'Access your data for 127.0.0.1',
      'Access your data for [::1]',
    ]);
  });
});
