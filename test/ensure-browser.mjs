import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findBrowser, findFirefox } from '../demo/find-browser.mjs';

const canInstall = existsSync('/etc/debian_version') && process.getuid?.() === 0;

/**
 * Makes sure that there is a Chromium to test in: on Debian, with root rights, it is installed; elsewhere the
 * reader is told what is needed.
 */
export function ensureBrowser() {
  const found = findBrowser();
  if (found.path) return found.path;
  if (canInstall && !process.env.TABSHARK_BROWSER) {
    install('chromium');
    const installed = findBrowser();
    if (installed.path) return installed.path;
  }
  throw new Error(
    `The tests need Chrome, Edge or Chromium. Install one (Debian: apt-get install chromium), or name it in TABSHARK_BROWSER. Looked for:\n  ${found.looked.join('\n  ')}`,
  );
}

/** Firefox is welcome and not needed: without one, its tests are skipped and counted so. */
export function welcomeFirefox() {
  if (findFirefox()) return;
  if (canInstall && !process.env.TABSHARK_FIREFOX) {
    try {
      install('firefox-esr');
    } catch (error) {
      console.warn(`firefox-esr could not be installed: ${error.message}`);
    }
  }
  if (!findFirefox()) {
    console.warn('No Firefox: its tests are skipped. Install firefox-esr, or name one in TABSHARK_FIREFOX.');
  }
}

function install(name) {
  console.log(`Installing Debian's ${name}.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const stdio = ['ignore', 'ignore', 'inherit'];
  execFileSync('apt-get', ['update', '-qq'], { stdio, env });
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], { stdio, env });
}
