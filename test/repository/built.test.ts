import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { contentOf, root, textFiles } from './files';

/** `npm test` builds first; alone, this test needs `npm run build` before. */
describe.each(['dist/chrome', 'dist/firefox'])('what is built in %s', (folder) => {
  const scripts = (): string[] => textFiles(folder).filter((file) => file.endsWith('.js'));

  it('has every file that its manifest and pages name', () => {
    const manifest = contentOf(`${folder}/manifest.json`);
    const named = [...manifest.matchAll(/"([\w/.-]+\.(?:js|html|png))"/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !existsSync(path.join(root, folder, name)))).toEqual([]);
    expect(scripts().length).toBeGreaterThan(3);
  });

  it.each(['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'document.write', 'eval(', 'new Function'])(
    'has no %s',
    (forbidden) => {
      // The panel in DevTools asks the inspected page for its origin.
      const read = (file: string): string =>
        contentOf(file).replaceAll('inspectedWindow.eval("location.origin")', '');
      expect(scripts().filter((file) => read(file).includes(forbidden))).toEqual([]);
    },
  );

  // The last because test/browser/network.test.ts does not count what Chromium itself asks of its maker.
  it.each([
    'XMLHttpRequest',
    'sendBeacon',
    'new EventSource',
    'WebTransport',
    'importScripts',
    'import(',
    'google',
  ])('asks the network for nothing: no %s in it', (forbidden) => {
    expect(scripts().filter((file) => contentOf(file).includes(forbidden))).toEqual([]);
  });

  it('fetches one thing, a page’s icon, from the browser itself', () => {
    const fetches = scripts().flatMap((file) =>
      [...contentOf(file).matchAll(/\bfetch\(.{0,40}/gs)].map(([call]) => [path.basename(file), call]),
    );
    expect(fetches).toEqual([['main.js', expect.stringContaining('.runtime.getURL(')]]);
  });

  it('loads nothing from elsewhere in its pages and styles', () => {
    const pages = textFiles(folder).filter((file) => /\.(html|css|svg)$/.test(file));
    const loaded = pages.flatMap((file) =>
      [...contentOf(file).matchAll(/(?:src=|href=|url\(|@import)\s*["']?(\w+:|\/\/)[^\s"')]*/g)].map(
        ([found]) => `${file}: ${found}`,
      ),
    );
    expect(pages.length).toBeGreaterThan(3);
    expect(loaded).toEqual([]);
  });

  it('lets its pages run no code but its own files', () => {
    const manifest = JSON.parse(contentOf(`${folder}/manifest.json`)) as {
      readonly content_security_policy: { readonly [name: string]: string };
    };
    expect(Object.keys(manifest.content_security_policy)).toEqual(['extension_pages']);
    const policy = (manifest.content_security_policy.extension_pages ?? '').split('; ');
    expect(policy).toContain("default-src 'none'");
    const sources = policy.flatMap((directive) => directive.split(' ').slice(1));
    expect([...new Set(sources)].sort()).toEqual(["'none'", "'self'", 'data:']);
    expect(policy.filter((directive) => directive.includes('data:'))).toEqual(["img-src 'self' data:"]);
  });
});

it('is a core that plain Node imports, which opens a capture and answers', () => {
  const script = `
    import { readFileSync } from 'node:fs';
    import { createNdjsonImport, openImported } from './dist/core/tabshark-core.mjs';
    const reader = createNdjsonImport();
    reader.push(readFileSync('test/files/version-2.ndjson', 'utf8'));
    const { captures, done } = openImported(reader.end());
    await done;
    const view = { mode: 'exchanges', filter: '', kinds: ['local-storage'], problemsOnly: false, window: null };
    const question = { ask: 'rows', view: { ...view, sort: null, expanded: [], fold: true }, from: 0, to: 100 };
    const rows = captures.flatMap((capture) => capture.ask(question).rows);
    console.log(rows.filter(({ row }) => row === 'exchange').map(({ subject }) => subject).join());`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(stdout.trim()).toBe('colour,colour');
});
