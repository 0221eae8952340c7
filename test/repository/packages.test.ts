import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { filesBelow } from '../../build/files.mjs';
import { contentOf, packageJson, root } from './files';
import { pngHeader } from './png';

/** `npm test` builds first: these package what is in dist/. */
describe('npm run package', () => {
  let folder: string;
  /** Of `dist/`, packaged in this folder. */
  let here: string;
  let sources: Record<string, Uint8Array>;
  const { version } = packageJson();

  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-package-'));
    here = path.join(folder, 'here');
    execFileSync(process.execPath, ['build/package.mjs', `--out=${here}`], {
      cwd: root,
      env: { ...process.env, TZ: 'Pacific/Kiritimati' },
    });
    sources = unzipSync(readFileSync(path.join(here, `tabshark-${version}-source.zip`)));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('makes a package for each store and the source archive, named by the version', () => {
    expect(readdirSync(here).sort()).toEqual([
      `tabshark-${version}-chrome.zip`,
      `tabshark-${version}-firefox.xpi`,
      `tabshark-${version}-source.zip`,
    ]);
  });

  it.each([
    ['chrome', 'zip'],
    ['firefox', 'xpi'],
  ])('packages what is in dist/%s, and nothing hidden or of this machine', (browser, extension) => {
    const name = `tabshark-${version}-${browser}.${extension}`;
    const files = unzipSync(readFileSync(path.join(here, name)));
    const built = path.join(root, 'dist', browser);
    expect(Object.keys(files).sort()).toEqual(filesBelow(built).sort());
    for (const [file, content] of Object.entries(files))
      expect(readFileSync(path.join(built, file)).equals(content)).toBe(true);
    expect(Object.keys(files)).toContain('manifest.json');
    expect(Object.keys(files).filter((file) => /(^|\/)\.|\.map$|^\/|\.\./.test(file))).toEqual([]);
    const contents = Object.values(files).map((file) => Buffer.from(file));
    expect(
      contents.filter((content) => content.includes(root) || content.includes(os.homedir() + '/')),
    ).toEqual([]);
  });

  it('gives the same bytes from the source archive, in another folder and time zone, by the commands of its README', () => {
    const elsewhere = path.join(folder, 'elsewhere', 'with a space');
    for (const [file, content] of Object.entries(sources)) {
      mkdirSync(path.dirname(path.join(elsewhere, file)), { recursive: true });
      writeFileSync(path.join(elsewhere, file), content);
    }
    const block = /## Build the packages\n.*?```sh\n(.*?)```/s.exec(
      readFileSync(path.join(elsewhere, 'README.md'), 'utf8'),
    );
    const [install, ...commands] = (block?.[1] ?? '').trim().split('\n');
    // What `npm ci` would fetch.
    expect(install).toBe('npm ci');
    symlinkSync(path.join(root, 'node_modules'), path.join(elsewhere, 'node_modules'));
    expect(commands).toHaveLength(1);
    for (const command of commands)
      execFileSync(command, {
        shell: true,
        cwd: elsewhere,
        env: { ...process.env, TZ: 'America/St_Johns', LANG: 'C' },
      });
    expect(hashes(path.join(elsewhere, 'dist', 'packages'))).toEqual(hashes(here));
  }, 120_000);
});

function hashes(folder: string): { [name: string]: string } {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(path.join(folder, name)))
        .digest('hex'),
    ]),
  );
}

describe.each(['chrome', 'firefox'])('the manifest in dist/%s', (browser) => {
  const manifest = (): { readonly version: string; readonly icons: { readonly [size: string]: string } } =>
    JSON.parse(contentOf(`dist/${browser}/manifest.json`)) as ReturnType<typeof manifest>;

  it('has the version of package.json and its lock', () => {
    const lock = JSON.parse(contentOf('package-lock.json')) as {
      readonly version: string;
      readonly packages: { readonly '': { readonly version: string } };
    };
    const { version } = packageJson();
    expect([manifest().version, lock.version, lock.packages[''].version]).toEqual([
      version,
      version,
      version,
    ]);
  });

  it.each([16, 32, 48, 96, 128])('has an icon of %i pixels', (size) => {
    const file = path.join('dist', browser, manifest().icons[size] ?? '');
    expect(pngHeader(file).size).toEqual([size, size]);
  });
});
