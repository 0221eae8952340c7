// Builds and runs all tests, and closes with what passed. node test/run.mjs [jest arguments]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { ensureBrowser, welcomeFirefox } from './ensure-browser.mjs';
import { wasLate } from './late.mjs';

const env = { ...process.env, TABSHARK_BROWSER: ensureBrowser() };
welcomeFirefox();
const build = spawnSync(process.execPath, ['build.mjs'], { stdio: 'inherit' });
if (build.status !== 0) process.exit(build.status ?? 1);

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
// Named files may all be of one project.
const named = process.argv.length > 2 ? ['--passWithNoTests', ...process.argv.slice(2)] : [];
const folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-test-'));

/** What each file's tests last said. */
const files = new Map();
/** Jest itself broke down: that is a failure that no test counts. */
let breakdowns = 0;

/**
 * Jest's own report goes to stderr as it comes, the numbers to a file. Returns the files that were only late.
 */
function run(project, ...args) {
  const outputFile = path.join(folder, 'results.json');
  const all = ['--selectProjects', project, '--json', `--outputFile=${outputFile}`, ...args];
  const { status } = spawnSync(process.execPath, [jest, ...all], {
    stdio: ['inherit', 'ignore', 'inherit'],
    env,
  });
  const { testResults } = existsSync(outputFile)
    ? JSON.parse(readFileSync(outputFile, 'utf8'))
    : { testResults: [] };
  rmSync(outputFile, { force: true });
  for (const one of testResults)
    files.set(one.name, {
      isBroken: one.status === 'failed',
      tests: one.assertionResults.map((test) => test.status),
      browsers: one.assertionResults.map((test) => browserOf(project, one.name, test)),
    });
  const broken = testResults.filter((one) => one.status === 'failed');
  if (status !== 0 && broken.length === 0) breakdowns += 1;
  return broken.filter(wasLate).map(({ name }) => name);
}

/** The tests of a file that plays in both browsers are told apart by what they say. */
function browserOf(project, file, { status, fullName }) {
  if (project === 'unit' || status !== 'passed') return null;
  return /firefox/i.test(`${path.basename(file)} ${fullName}`) ? 'Firefox' : 'Chromium';
}

// Jest would leave a core idle.
run('unit', `--maxWorkers=${os.availableParallelism()}`, ...named);
// A browser with its tabs keeps two cores busy: more files at a time make each other late.
const late = run(
  'browser',
  `--maxWorkers=${Math.max(1, Math.floor(os.availableParallelism() / 2))}`,
  ...named,
);
// On a busy machine a browser may be late. A file in which only time-outs failed runs once more, with nothing
// beside it, and what it says then counts.
if (late.length > 0) run('browser', '--runInBand', '--runTestsByPath', ...late);
rmSync(folder, { recursive: true, force: true });

const results = [...files.values()];
const count = (...statuses) =>
  results.reduce((sum, { tests }) => sum + tests.filter((status) => statuses.includes(status)).length, 0);
// A file that could not run at all has no tests to count.
const unrun = results.filter(({ isBroken, tests }) => isBroken && !tests.includes('failed')).length;
const failed = count('failed') + unrun + breakdowns;
if (late.length > 0) {
  const names = late.map((file) => `  ${path.relative('.', file)}`).join('\n');
  console.log(`${late.length} of ${results.length} files were late and ran once more, alone:\n${names}`);
}
const inBrowser = (name) =>
  results.reduce((sum, { browsers }) => sum + browsers.filter((one) => one === name).length, 0);
console.log(`${inBrowser('Chromium')} passed in Chromium, ${inBrowser('Firefox')} in Firefox`);
console.log(`${count('passed')} passed, ${failed} failed, ${count('pending', 'todo')} skipped`);
process.exit(failed === 0 ? 0 : 1);
