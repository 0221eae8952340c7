// npm start: builds, serves the demo, and opens a browser that has the extension, two demo tabs and the
// popup's page in a third. node demo/start.mjs [--browser=PATH|firefox] [--headless]
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './find-browser.mjs';
import { openDemo } from './open-demo.mjs';
import { startServer } from './server.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const named = process.argv.find((argument) => argument.startsWith('--browser='))?.slice('--browser='.length);
const headless = process.argv.includes('--headless');

function leave(message) {
  console.error(message);
  process.exit(1);
}

const found = findBrowser({ named });
if (!found.path) {
  leave(
    `${named === 'firefox' ? 'No Firefox' : 'No Chrome, Edge or Chromium'} found. Looked for:\n  ${found.looked.join('\n  ')}\n` +
      'Name one: npm start -- --browser=/path/to/browser, or set TABSHARK_BROWSER.',
  );
}
if (!headless && process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
  leave(
    'There is no display to open a browser window on: neither DISPLAY nor WAYLAND_DISPLAY is set.\n' +
      'To run without a window: npm start -- --headless',
  );
}

const extension = path.join('dist', found.kind === 'firefox' ? 'firefox' : 'chrome');
execFileSync(process.execPath, ['build.mjs'], { cwd: root, stdio: 'inherit' });
const server = await startServer({ port: 8080 });
let browser = null;
let ended = null;

/**
 * Once, whoever asks: the browser goes first (its profile with it), then the server that its pages talk to.
 */
function end() {
  ended ??= (async () => {
    await browser?.close().catch(() => undefined);
    await server.close();
  })();
  return ended;
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end());

try {
  browser = await openDemo({
    executablePath: found.path,
    kind: found.kind,
    headless,
    extension: path.join(root, extension),
    url: server.url,
    started: (one) => {
      browser = one;
      one.on('disconnected', () => void end());
    },
  });
  console.log(`The demo is at ${server.url}/, the extension in ${extension}. Ctrl+C ends both.`);
} catch (error) {
  // A window that is closed while it opens is an end, not a failure.
  if (!ended) {
    console.error(`${found.path} could not be started with the extension: ${error.message}`);
    process.exitCode = 1;
  }
  await end();
}
