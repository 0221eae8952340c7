// Builds dist/chrome and dist/firefox: one bundle an entry, the manifest fitted to each browser, byte budgets
// that fail the build; and dist/cli. node build.mjs [--watch] [--panel]; --panel: with a panel in Chromium's
// DevTools (docs/decisions/0009)
import { context } from 'esbuild';
import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync, rmSync, watch } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { manifestText } from './build/manifest.mjs';
import { noInnerHtml } from './build/no-inner-html.mjs';
import { makeParser } from './src/filter/make-parser.mjs';

const root = path.dirname(fileURLToPath(import.meta.url));
const targets = ['chrome', 'firefox'];

/**
 * What Chromium calls our script in pages' stacks, and leaves out of their CSP reports. Its own address would
 * give the extension's id away, and collectors drop reports that name an extension, those of the page's own
 * calls too. Firefox names no script of an extension.
 */
const nameInPages = '//# sourceURL=tabshark';

/** Bytes that an entry's bundle may have: what runs in each watched frame is paid there each time. */
const entries = {
  'page/main': { source: 'page/main.ts', budget: 43_600, footer: nameInPages },
  'content/main': { source: 'content/main.ts', budget: 20_000 },
  'background/main': { source: 'background/main.ts', budget: 80_000 },
  'view/first': { source: 'view/first.ts', budget: 1_000 },
  'view/worker': { source: 'view/worker/main.ts', budget: 310_000 },
  'view/saver': { source: 'view/saving/main.ts', budget: 425_000 },
  'popup/popup': { source: 'popup/main.ts', budget: 500_000 },
  'side/side': { source: 'side/main.ts', budget: 500_000 },
  'panel/devtools': { source: 'panel/devtools.ts', budget: 40_000 },
  'panel/panel': { source: 'panel/main.ts', budget: 500_000 },
  'options/options': { source: 'options/main.tsx', budget: 60_000 },
};
/** The core as one file for Node: a capture, and what reads and says it. */
const core = {
  name: 'core/tabshark-core',
  budget: 448_000,
  exports: [
    'capture/capture',
    'capture/open-file',
    'file/import',
    'shown/finding-text',
    'shown/messages',
    'shown/spans-text',
  ],
};
/** The homes of the viewer: one page, with another script and style. */
const viewers = ['popup/popup', 'side/side', 'panel/panel'];
/** The style of a page is what its code imports, in one file beside it. */
const copies = ['panel/devtools.html', 'options/options.html', '_locales', 'icons'];

async function copyStatic() {
  const viewer = await readFile(path.join(root, 'view/shell/viewer.html'), 'utf8');
  for (const target of targets) {
    const out = path.join(folder, target);
    await mkdir(out, { recursive: true });
    await writeFile(
      path.join(out, 'manifest.json'),
      await manifestText(root, target, { panel: process.argv.includes('--panel') }),
    );
    for (const name of viewers) {
      await mkdir(path.join(out, path.dirname(name)), { recursive: true });
      await writeFile(path.join(out, `${name}.html`), viewer.replaceAll('%name%', path.basename(name)));
    }
    for (const name of copies) {
      if (existsSync(path.join(root, name)))
        await cp(path.join(root, name), path.join(out, name), { recursive: true });
    }
  }
}

async function checkBudgets() {
  const budgets = Object.entries(entries).map(([name, { budget }]) => [`chrome/${name}.js`, budget]);
  for (const [name, budget] of [...budgets, [`${core.name}.mjs`, core.budget]]) {
    const file = path.join(folder, name);
    if (!existsSync(file)) continue;
    const { size } = await stat(file);
    if (size > budget) throw new Error(`${name} has ${size} bytes, its budget is ${budget}`);
  }
}

/**
 * Until this process ends. What is built in it takes the place of the last build when it is whole: a browser
 * may load that meanwhile.
 */
async function folderAside() {
  await mkdir(path.join(root, '.tmp'), { recursive: true });
  const aside = await mkdtemp(path.join(root, '.tmp', 'build-'));
  process.on('exit', () => rmSync(aside, { recursive: true, force: true }));
  return aside;
}

await makeParser();
const watching = process.argv.includes('--watch');
const dist = path.join(root, 'dist');
if (watching) await rm(dist, { recursive: true, force: true });
const folder = watching ? dist : path.join(await folderAside(), 'dist');
const builds = await Promise.all(
  targets.flatMap((target) =>
    ['', nameInPages].map((footer) =>
      context({
        absWorkingDir: root,
        entryPoints: Object.entries(entries)
          .filter(([, entry]) => existsSync(path.join(root, entry.source)) && (entry.footer ?? '') === footer)
          .map(([out, { source }]) => ({ in: source, out })),
        footer: { js: target === 'chrome' ? footer : '' },
        outdir: path.join(folder, target),
        bundle: true,
        format: 'iife',
        target: target === 'chrome' ? 'chrome120' : 'firefox142',
        jsx: 'automatic',
        jsxImportSource: 'preact',
        minifySyntax: !watching,
        minifyWhitespace: !watching,
        minifyIdentifiers: !watching,
        sourcemap: watching ? 'inline' : false,
        legalComments: 'none',
        charset: 'ascii',
        plugins: [noInnerHtml],
        logLevel: 'warning',
      }),
    ),
  ),
);
builds.push(
  await context({
    absWorkingDir: root,
    stdin: {
      contents: core.exports.map((name) => `export * from './${name}';`).join('\n'),
      resolveDir: path.join(root, 'src'),
      loader: 'ts',
    },
    outfile: path.join(folder, `${core.name}.mjs`),
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'node20',
    minifySyntax: !watching,
    minifyWhitespace: !watching,
    legalComments: 'none',
    charset: 'ascii',
    logLevel: 'warning',
  }),
);
/** The command line, for Node alone. */
builds.push(
  await context({
    absWorkingDir: root,
    entryPoints: ['cli/main.ts'],
    outfile: path.join(folder, 'cli', 'tabshark.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: { js: '#!/usr/bin/env node' },
    legalComments: 'none',
    logLevel: 'warning',
  }),
);
await copyStatic();
await Promise.all(builds.map((build) => build.rebuild()));
await chmod(path.join(folder, 'cli', 'tabshark.mjs'), 0o755);
if (watching) {
  await Promise.all(builds.map((build) => build.watch()));
  for (const name of ['manifest.json', ...copies]) {
    if (existsSync(path.join(root, name)))
      watch(path.join(root, name), { recursive: true }, () => void copyStatic());
  }
  console.log('Built dist/chrome and dist/firefox; watching.');
} else {
  await checkBudgets();
  await Promise.all(builds.map((build) => build.dispose()));
  if (existsSync(dist)) await rename(dist, path.join(path.dirname(folder), 'last'));
  await rename(folder, dist);
}
