// Builds and runs all tests, and closes with what passed. node test/run.mjs [jest arguments]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { ensureBrowser, welcomeFirefox } from './ensure-browser.mjs';

const env = { ...process.env, TABSHARK_BROWSER: ensureBrowser() };
welcomeFirefox();
const build = spawnSync(process.execPath, ['build.mjs'], { stdio: 'inherit' });
if (build.status !== 0) process.exit(build.status ?? 1);

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
// Named files may all be of one project.
const named = process.argv.length > 2 ? ['--passWithNoTests', ...process.argv.slice(2)] : [];
const folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-test-'));

/** Jest's own report goes to stderr as it comes; the numbers to a file. */
function run(project, ...more) {
  const outputFile = path.join(folder, `${project}.json`);
  const args = ['--selectProjects', project, '--json', `--outputFile=${outputFile}`, ...more];
  const { status } = spawnSync(process.execPath, [jest, ...args, ...named], {
    stdio: ['inherit', 'ignore', 'inherit'],
    env,
  });
  // Without a file jest itself broke down: that is a failure that no test counts.
  if (!existsSync(outputFile)) return { ok: false, passed: 0, failed: 1, skipped: 0 };
  const result = JSON.parse(readFileSync(outputFile, 'utf8'));
  return {
    ok: status === 0,
    passed: result.numPassedTests,
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

// Unit tests side by side. Two files with browsers at a time: tests wait for browsers more than they compute.
const runs = [run('unit'), run('browser', '--maxWorkers=2')];
rmSync(folder, { recursive: true, force: true });

const sum = (name) => runs.reduce((total, one) => total + one[name], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exit(runs.every(({ ok }) => ok) ? 0 : 1);
