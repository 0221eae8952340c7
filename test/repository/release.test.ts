import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { releaseChangelog } from '../../build/changelog.mjs';
import { sourceFiles } from '../../build/files.mjs';
import { isGreater, versionParts } from '../../build/version.mjs';
import { contentOf, packageJson, root } from './files';

const env = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@localhost',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@localhost',
};

describe('npm run release, in a repository with these files', () => {
  let folder: string;

  function git(...args: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync('git', args, { cwd: folder, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  }

  function release(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
    return spawnSync(process.execPath, ['build/release.mjs', ...args], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
  }

  const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
  const state = (): string[] => [git('rev-parse', 'HEAD'), git('tag'), git('status', '--porcelain')];
  let untouched: string[];

  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-release-'));
    for (const file of sourceFiles(root)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      copyFileSync(path.join(root, file), path.join(folder, file));
    }
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    git('init', '--quiet');
    // .gitignore names the folder, and here is a link.
    writeFileSync(path.join(folder, '.git/info/exclude'), 'node_modules\n');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'Begin');
    untouched = state();
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['0.2', 'is no version'],
    ['v0.2.0', 'is no version'],
    ['0.2.0-beta', 'is no version'],
    [packageJson().version, 'is not greater'],
    ['0.0.9', 'is not greater'],
    ['', 'Usage'],
    ['--publish', 'Usage'],
  ])('refuses the version "%s"', (version, reason) => {
    const { status, stderr } = release(...(version === '' ? [] : [version]), '--test=true');
    expect([status, stderr]).toEqual([1, expect.stringContaining(reason)]);
    expect(state()).toEqual(untouched);
  });

  it('refuses a working tree that is not clean, and leaves it as it is', () => {
    writeFileSync(path.join(folder, 'note.txt'), 'mine');
    const { status, stderr } = release('99.0.0', '--test=true');
    expect([status, stderr]).toEqual([1, expect.stringContaining('note.txt')]);
    rmSync(path.join(folder, 'note.txt'));
    expect(state()).toEqual(untouched);
  });

  it('refuses a tag that is there', () => {
    git('tag', 'v99.0.0');
    const { status, stderr } = release('99.0.0', '--test=true');
    git('tag', '--delete', 'v99.0.0');
    expect([status, stderr]).toEqual([1, expect.stringContaining('v99.0.0')]);
  });

  it('puts everything back where a test fails, and packages nothing', () => {
    const { status, stdout, stderr } = release('99.0.0', '--test=exit 3');
    expect([status, stderr]).toEqual([1, expect.stringContaining('"exit 3" failed')]);
    expect(stdout).not.toContain('npm run package');
    expect(state()).toEqual(untouched);
  });

  it('refuses to tag other sources than those that were tested', () => {
    const { status, stderr } = release('99.0.0', '--test=echo more >> README.md');
    expect([status, stderr]).toEqual([1, expect.stringContaining('README.md')]);
    git('checkout', '--quiet', 'README.md');
    expect(state()).toEqual(untouched);
  }, 120_000);

  it('shows with --dry-run what it would tag, and tags nothing', () => {
    const { status, stdout } = release(
      '99.0.0',
      '--dry-run',
      `--test=node -p "'tested ' + require('./package.json').version"`,
    );
    expect(status).toBe(0);
    expect(stdout).toContain('tested 99.0.0');
    expect(stdout).toContain('v99.0.0');
    expect(stdout).toContain('### Added');
    expect(state()).toEqual(untouched);
  }, 120_000);

  it('tests and packages the new version, and commits and tags what it packaged', () => {
    const changelog = read('CHANGELOG.md');
    const { status, stdout } = release('99.0.0', '--test=node -p "1 + 1"');
    expect([status, stdout]).toEqual([0, expect.stringContaining('2\n')]);
    expect(state().slice(1)).toEqual(['v99.0.0', '']);
    expect(git('rev-parse', 'v99.0.0^{commit}')).toBe(git('rev-parse', 'HEAD'));
    expect(git('diff', '--numstat', 'HEAD~1').split('\n').sort()).toEqual([
      '1\t1\tpackage.json',
      '2\t0\tCHANGELOG.md',
      '2\t2\tpackage-lock.json',
    ]);
    const today = new Date().toISOString().slice(0, 10);
    expect(read('CHANGELOG.md')).toBe(
      changelog.replace('## Unreleased\n', `## Unreleased\n\n## 99.0.0 - ${today}\n`),
    );
    const sources = unzipSync(readFileSync(path.join(folder, 'dist/packages/tabshark-99.0.0-source.zip')));
    expect(Object.keys(sources).sort()).toEqual(git('ls-files').split('\n').sort());
    expect(Buffer.from(sources['CHANGELOG.md'] ?? []).toString()).toBe(read('CHANGELOG.md'));
    const extension = unzipSync(readFileSync(path.join(folder, 'dist/packages/tabshark-99.0.0-firefox.xpi')));
    expect(JSON.parse(Buffer.from(extension['manifest.json'] ?? []).toString())).toMatchObject({
      version: '99.0.0',
    });
  }, 120_000);

  it('has nothing to release right after that', () => {
    const { status, stderr } = release('99.0.1', '--test=true');
    expect([status, stderr]).toEqual([1, expect.stringContaining('nothing under Unreleased')]);
  });
});

describe('a version', () => {
  it.each(['0.2', '1.2.3.4', '01.2.3', '1.2.65536', '1.2.3-rc', ' 1.2.3'])('is not %p', (text) => {
    expect(versionParts(text)).toBeNull();
  });

  it.each([
    ['0.2.0', '0.1.9', true],
    ['0.10.0', '0.9.9', true],
    ['1.0.0', '0.65535.65535', true],
    ['0.1.0', '0.1.0', false],
    ['0.9.9', '0.10.0', false],
  ])('%s is greater than %s: %p', (version, than, greater) => {
    expect(isGreater(versionParts(version) ?? [], versionParts(than) ?? [])).toBe(greater);
  });
});

describe('CHANGELOG.md', () => {
  it('has the form of Keep a Changelog: Unreleased, then versions with their dates, the newest first', () => {
    const [first, ...versions] = [...contentOf('CHANGELOG.md').matchAll(/^## (.*)$/gm)].map(
      ([, title]) => title,
    );
    expect(first).toBe('Unreleased');
    expect(versions.filter((title) => !/^\d+\.\d+\.\d+ - \d{4}-\d\d-\d\d$/.test(title ?? ''))).toEqual([]);
    const numbers = versions.map((title) => versionParts(title?.split(' ')[0] ?? '') ?? []);
    expect(
      numbers.filter((parts, index) => index > 0 && !isGreater(numbers[index - 1] ?? [], parts)),
    ).toEqual([]);
    const groups = [...contentOf('CHANGELOG.md').matchAll(/^### (.*)$/gm)].map(([, title]) => title);
    const known = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];
    expect(groups.filter((title) => !known.includes(title ?? ''))).toEqual([]);
  });

  it('keeps its earlier versions in a release', () => {
    const text = '# Changelog\n\n## Unreleased\n\n- New.\n\n## 0.1.0 - 2026-01-01\n\n- Old.\n';
    expect(releaseChangelog(text, '0.2.0', '2026-02-02')).toEqual({
      notes: '- New.',
      text: '# Changelog\n\n## Unreleased\n\n## 0.2.0 - 2026-02-02\n\n- New.\n\n## 0.1.0 - 2026-01-01\n\n- Old.\n',
    });
  });
});
