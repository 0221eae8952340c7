import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findBrowser } from '../demo/find-browser.mjs';

/** Makes sure that there is a Chromium to test in: on Debian, with root rights, it is installed; elsewhere the reader is told what is needed. */
export function ensureBrowser() {
  const found = findBrowser();
  if (found.path) return found.path;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log("No browser found: installing Debian's chromium.");
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    execFileSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'], env });
    execFileSync('apt-get', ['install', '-y', '-qq', 'chromium'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    });
    const installed = findBrowser();
    if (installed.path) return installed.path;
  }
  throw new Error(
    `The tests need Chrome, Edge or Chromium. Install one (Debian: apt-get install chromium), or name it in TABSHARK_BROWSER. Looked for:\n  ${found.looked.join('\n  ')}`,
  );
}
