import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { wasLate } from '../late.mjs';

const runner = createRequire(__filename).resolve('jest/bin/jest');
const timedOut = "Object.assign(new Error('Waited 10 ms for a row'), { name: 'TimedOut' })";

/** What Jest itself reports of a file with these tests. */
function report(tests: readonly string[]): Parameters<typeof wasLate>[0] {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-late-'));
  try {
    mkdirSync(path.join(folder, 'run'));
    writeFileSync(path.join(folder, 'run/one.test.js'), tests.join('\n'));
    writeFileSync(path.join(folder, 'package.json'), '{"jest":{"transform":{}}}');
    const results = path.join(folder, 'results.json');
    spawnSync(process.execPath, [runner, '--json', `--outputFile=${results}`], { cwd: folder });
    const { testResults } = JSON.parse(readFileSync(results, 'utf8')) as {
      testResults: Parameters<typeof wasLate>[0][];
    };
    const [result] = testResults;
    if (!result) throw new Error('Jest reported no file');
    return result;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('a browser test file runs once more', () => {
  it.each([
    ['where the harness waited in vain', [`it('a', () => { throw ${timedOut}; });`]],
    ['where a test took too long', ["it('a', () => new Promise(() => {}), 20);"]],
    [
      'where its set-up waited in vain',
      [`beforeAll(() => { throw ${timedOut}; });`, "it('a', () => {});", "it('b', () => {});"],
    ],
  ])('%s', (_when, tests) => {
    expect(wasLate(report(tests))).toBe(true);
  });

  it.each([
    ['where an expectation failed', ["it('a', () => { expect(1).toBe(2); });"]],
    [
      'where an expectation failed beside a time-out',
      [`it('a', () => { throw ${timedOut}; });`, "it('b', () => { expect(1).toBe(2); });"],
    ],
    ['where it could not be loaded', ['throw new Error("no such file");']],
    ['where nothing failed', ["it('a', () => {});"]],
  ])('not %s', (_when, tests) => {
    expect(wasLate(report(tests))).toBe(false);
  });
});
