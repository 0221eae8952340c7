// Builds and runs all tests, and closes with what passed. node test/run.mjs [jest arguments]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { ensureBrowser } from './ensure-browser.mjs';

const browser = ensureBrowser();
const jest = createRequire(import.meta.url).resolve('jest/bin/jest.js');
const build = spawnSync(process.execPath, ['build.mjs'], { stdio: 'inherit' });
if (build.status !== 0) process.exit(build.status ?? 1);

const folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-test-'));
const sum = { passed: 0, failed: 0, skipped: 0 };
let ok = true;
/** Unit tests side by side; browsers one after another, since they compete for the processor. */
for (const [project, ...more] of [['unit'], ['browser', '--runInBand']]) {
  const outputFile = path.join(folder, `${project}.json`);
  const run = spawnSync(
    process.execPath,
    [
      jest,
      '--selectProjects',
      project,
      '--json',
      `--outputFile=${outputFile}`,
      ...more,
      ...process.argv.slice(2),
    ],
    { stdio: ['inherit', 'ignore', 'inherit'], env: { ...process.env, TABSHARK_BROWSER: browser } },
  );
  ok &&= run.status === 0;
  const result = JSON.parse(readFileSync(outputFile, 'utf8'));
  sum.passed += result.numPassedTests;
  sum.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  sum.skipped += result.numPendingTests + result.numTodoTests;
}
rmSync(folder, { recursive: true, force: true });
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exit(ok ? 0 : 1);
