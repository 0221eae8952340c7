// npm run site: the capture viewer and the gallery as static files, in dist/site/. Any host and any folder of
// it will do. node build/site.mjs [--out=FOLDER]
import { build } from 'esbuild';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { galleryList, galleryPage } from '../demo/gallery.mjs';
import { htmlPage } from '../demo/html.mjs';
import { families } from '../demo/pages/gallery/examples.js';
import { filesBelow } from './files.mjs';
import { noInnerHtml } from './no-inner-html.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const named = process.argv.find((argument) => argument.startsWith('--out='))?.slice('--out='.length);
const out = named === undefined ? path.join(root, 'dist', 'site') : path.resolve(named);
const demo = path.join(root, 'demo', 'pages');

async function write(file, text) {
  await mkdir(path.dirname(path.join(out, file)), { recursive: true });
  await writeFile(path.join(out, file), text);
}

const common = {
  absWorkingDir: root,
  bundle: true,
  format: 'iife',
  target: ['chrome120', 'firefox142'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  minify: true,
  legalComments: 'none',
  charset: 'ascii',
  plugins: [noInnerHtml],
  logLevel: 'warning',
};

async function textOf(entry) {
  const { outputFiles } = await build({
    ...common,
    entryPoints: [entry],
    alias: { 'webextension-polyfill': './site/extension.ts' },
    define: { workers: '{}' },
    write: false,
  });
  return outputFiles[0].text;
}

async function makeViewer() {
  const workers = {
    'view/worker.js': await textOf('view/worker/main.ts'),
    'view/saver.js': await textOf('view/saving/main.ts'),
  };
  await build({
    ...common,
    entryPoints: [{ in: 'site/main.tsx', out: 'viewer' }],
    outdir: path.join(out, 'viewer'),
    // There is no extension around it.
    alias: { 'webextension-polyfill': './site/extension.ts' },
    // From files of their own workers would not obey the policy of the page, and could use the network.
    define: { workers: JSON.stringify(workers) },
  });
  await cp(path.join(root, 'site', 'viewer.html'), path.join(out, 'viewer', 'index.html'));
  await cp(path.join(root, 'icons', '48.png'), path.join(out, 'viewer', 'icon.png'));
}

async function makeGallery() {
  const shared = ['demo.css', 'actions.js'];
  const scripts = filesBelow(path.join(demo, 'gallery')).filter((file) => file.endsWith('.js'));
  for (const file of [...shared, ...scripts.map((script) => `gallery/${script}`)])
    await cp(path.join(demo, file), path.join(out, file));
  const codes = families
    .flatMap(({ examples }) => examples)
    .flatMap(({ code, needsServer }) => (needsServer ? [] : [code.toLowerCase()]));
  for (const code of [...codes, 'elsewhere'])
    await write(`gallery/${code}/index.html`, galleryPage(`/gallery/${code}/`));
}

function startPage() {
  return htmlPage(
    'Tabshark',
    `<h1>Tabshark</h1>
  <p><a href="viewer/">Open a capture</a> in this browser. The file stays on your computer: the page that reads it may not use the network.</p>
  ${galleryList('', true)}`,
    '',
  );
}

await rm(out, { recursive: true, force: true });
await makeViewer();
await makeGallery();
await write('index.html', startPage());
