// npm run bench: what watching costs a page, and how fast records reach the store. Prints JSON. Nothing here passes or fails.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureOverhead } from './overhead.mjs';
import { openBenchBrowser } from './browser.mjs';
import { measureThroughput } from './throughput.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
execFileSync(process.execPath, [path.join(root, 'build.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] });
const bench = await openBenchBrowser(path.join(root, 'dist', 'chrome'));
try {
  const overhead = await measureOverhead(bench);
  const throughput = await measureThroughput(bench);
  console.log(JSON.stringify({ browser: await bench.browser.version(), overhead, throughput }, null, 2));
} finally {
  await bench.close();
}
