// npm run screenshots: a small shop with four tabs in a real browser, and pictures of the inspector in
// docs/images/ and listing/. node docs/make-screenshots.mjs [--out=FOLDER] [--only=NAME] [--language=en].
// --out: all pictures go there, those too that are for your eyes alone.
import http from 'node:http';
import path from 'node:path';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { browserArguments } from '../demo/browser-arguments.mjs';
import { findBrowser } from '../demo/find-browser.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const option = (name) =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
const out = option('out');
const only = option('only');

const pages = {
  '/cart': ['Cart', `addEventListener('storage', () => {});`],
  '/checkout': [
    'Checkout',
    `addEventListener('storage', ({ key, newValue }) => {
      if (key === 'cart') localStorage.setItem('cart:total', String(JSON.parse(newValue).total));
      if (key === 'session') JSON.parse(newValue);
    });`,
  ],
  '/products': ['Product list', ''],
  '/admin': ['Admin', `addEventListener('storage', () => {});`],
};
const common = `
  const auth = new BroadcastChannel('auth');
  auth.onmessage = () => {};
  const presence = new BroadcastChannel('presence');
  presence.onmessage = () => {};
  const hub = new SharedWorker('/hub.js?v=' + (document.title === 'Checkout' ? 1 : 2), 'shop-hub');
  hub.port.onmessage = () => {};
  hub.port.postMessage({ type: 'hello', from: document.title });`;
const hub = `onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => port.postMessage({ type: 'state', seen: data, items: 3 });
};`;

const server = http.createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/hub.js') {
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(hub);
    return;
  }
  const [title = pathname, script = ''] = pages[pathname] ?? [];
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end(
      `<!doctype html><title>${title}</title><link rel="icon" href="data:,"><script>${script}${common}</script>`,
    );
});
await new Promise((resolve) => server.listen(0, resolve));
const origin = `http://shop.localhost:${server.address().port}`;

const cart = (quantity, total) =>
  JSON.stringify({
    items: [
      { sku: 'CUP-01', qty: 1, name: 'Cup', price: 12 },
      { sku: 'TEA-11', qty: 3, name: 'Tea', price: 4.5 },
      { sku: 'MUG-04', qty: quantity, name: 'Mug', price: 12.9 },
    ],
    currency: 'EUR',
    user: 'u-311',
    total,
    updatedBy: 'Cart',
    v: 3,
  });

/** What people do in the shop, with pauses that a timeline shows. */
async function shop([cartPage, checkout, products]) {
  const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  for (let turn = 1; turn <= 6; turn += 1) {
    await cartPage.evaluate((text) => localStorage.setItem('cart', text), cart(turn, 43.5 + 12.9 * turn));
    await rest(120);
    await cartPage.evaluate(() => auth.postMessage({ type: 'refresh-start' }));
    await products.evaluate(async (row) => {
      for (let index = 0; index < 12; index += 1) presence.postMessage({ tab: 'C', row });
      hub.port.postMessage({ type: 'add', sku: 'MUG-04' });
    }, turn);
    await checkout.evaluate((total) => hub.port.postMessage({ type: 'total', cents: total }), 4350 + turn);
    await rest(150);
    await checkout.evaluate(
      (turn) => localStorage.setItem('session', JSON.stringify({ token: '9f2a' + turn, expires: 3600 })),
      turn,
    );
    await cartPage.evaluate((turn) => localStorage.setItem('theme', turn % 2 ? 'dark' : 'light'), turn);
  }
  await cartPage.evaluate(() => localStorage.setItem('theme', 'light'));
  await products.evaluate(() => localStorage.setItem('session', '{'));
  await cartPage.evaluate(() => localStorage.removeItem('promo'));
  await checkout.evaluate(() => {
    navigator.locks.request('order-sync', () => new Promise(() => {}));
  });
  await cartPage.evaluate(() => {
    navigator.locks.request('order-sync', () => {});
  });
  await rest(5_000);
}

async function launch(language) {
  const { path: executablePath, looked } = findBrowser({});
  if (!executablePath) throw new Error(`No browser. Looked for ${looked.join(', ')}`);
  const browser = await puppeteer.launch({
    executablePath,
    headless: true,
    pipe: true,
    enableExtensions: true,
    env: { ...process.env, LANGUAGE: language, LANG: `${language}.UTF-8` },
    args: [...browserArguments(), `--lang=${language.replace('_', '-')}`, '--window-size=1400,1000'],
  });
  const id = await browser.installExtension(path.join(root, 'dist', 'chrome'));
  const tabs = [];
  const opened = async (url) => {
    const page = await browser.newPage({ type: 'window' });
    await page.goto(url);
    return page;
  };
  const reader = await opened(`chrome-extension://${id}/manifest.json`);
  while (
    (await reader.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).length)) < 2
  );
  for (const name of Object.keys(pages)) tabs.push(await opened(`${origin}${name}`));
  await shop(tabs);
  return { browser, id, tabs, opened };
}

const sizes = { wide: [1280, 800], short: [900, 360], narrow: [360, 700], tile: [440, 280] };
const docs = 'docs';
const listing = 'listing';

/** Name, address after `#`, and what to do first. */
const views = [
  ['messages', 'v=1', openRow],
  ['events', 'v=1&mode=events', openRow],
  ['timeline', 'v=1&view=timeline', null],
  ['state', 'v=1&view=state', openRow],
  ['connections', 'v=1&view=connections', null],
  ['rates', 'v=1&view=connections&connections=rates', null],
  ['findings', 'v=1&view=findings', null],
];
/** What stores show. */
const listed = ['messages', 'timeline', 'state', 'connections', 'findings'];

/**
 * Name, address after `#`, size, scheme, where the picture is kept, and what to do first: every view in both
 * schemes, and where there is little room.
 */
const shots = [
  ...views.flatMap(([name, hash, prepare]) => [
    [name, hash, 'wide', 'light', listed.includes(name) ? [docs, listing] : [docs], prepare],
    [`${name}-dark`, hash, 'wide', 'dark', [docs], prepare],
  ]),
  ...views.map(([name, hash, prepare]) => [`${name}-short`, hash, 'short', 'light', [], prepare]),
  ...views.map(([name, hash, prepare]) => [`${name}-narrow`, hash, 'narrow', 'light', [], prepare]),
];

async function openRow(page) {
  await page.$$eval('.row', (rows) => (rows.at(-12) ?? rows.at(-1))?.click());
  await page.waitForSelector('.details');
}

/** The files that a picture goes to. */
function filesOf(name, kept, language) {
  if (out) return [path.resolve(root, out, `${name}${language === 'en' ? '' : '.zh-CN'}.png`)];
  return [
    ...(kept.includes(docs)
      ? [path.join(root, 'docs', 'images', ...(language === 'en' ? [] : [language]), `${name}.png`)]
      : []),
    ...(kept.includes(listing) ? [path.join(root, 'listing', language, 'images', `${name}.png`)] : []),
  ];
}

async function save(page, files) {
  const picture = await page.screenshot();
  for (const file of files) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, picture);
  }
}

/** Without a font for a language, all of its characters look the same. Runs in the page. */
function canBeWritten(one, other) {
  const pixels = (text) => {
    const drawing = new OffscreenCanvas(40, 40).getContext('2d');
    drawing.font = '30px sans-serif';
    drawing.fillText(text, 2, 32);
    return drawing.getImageData(0, 0, 40, 40).data.join();
  };
  return pixels(one) !== pixels(other);
}

/** The popup as a click on the toolbar button opens it. */
async function takePopup({ browser, id, tabs }, language) {
  await tabs[0].bringToFront();
  const extension = (await browser.extensions()).get(id);
  for (const scheme of ['light', 'dark']) {
    const files = filesOf(scheme === 'light' ? 'popup' : 'popup-dark', [docs], language);
    await tabs[0].triggerExtensionAction(extension);
    const target = await browser.waitForTarget(
      (one) => one.url() === `chrome-extension://${id}/popup/popup.html`,
    );
    const popup = await target.asPage();
    await popup.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await popup.waitForSelector('.row');
    await new Promise((resolve) => setTimeout(resolve, 800));
    await save(popup, files);
    await popup.close();
  }
}

/** What stores show in lists. */
async function takeTile(page, language) {
  const read = (name) => readFile(path.join(root, name), 'utf8');
  const messages = JSON.parse(await read(`_locales/${language}/messages.json`));
  await page.setContent(`<style>
      body { margin: 0; height: 100vh; display: grid; grid-template-columns: 128px 1fr; align-items: center;
        gap: 20px; padding: 0 24px; box-sizing: border-box; background: #e6f2ed; color: #1d1f22; font: 17px/1.5 sans-serif }
      h1 { margin: 0 0 8px; font-size: 34px; line-height: 1.1; color: #1f6f54 }
      p { margin: 0 }
    </style>
    <div>${await read('icons/icon.svg')}</div>
    <div><h1>${messages.name.message}</h1><p>${messages.description.message}</p></div>`);
  await save(page, filesOf('tile', [listing], language));
}

async function take(language) {
  const running = await launch(language);
  const { browser, id, opened } = running;
  try {
    const address = `chrome-extension://${id}/popup/popup.html?origin=${encodeURIComponent(origin)}`;
    const page = await opened(address);
    if (language === 'zh_CN' && !(await page.evaluate(canBeWritten, '标', '签')))
      throw new Error(
        'There is no font for Chinese here. Install one (Debian: fonts-noto-cjk), or take --language=en.',
      );
    for (const [name, hash, size, scheme, kept, prepare] of shots) {
      const files = filesOf(name, kept, language);
      if (files.length === 0 || (only && !name.includes(only))) continue;
      const [width, height] = sizes[size];
      await page.setViewport({ width, height });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await page.goto('about:blank');
      await page.goto(`${address}#${hash}`);
      await page.waitForSelector('.row, [role="row"], .entry, .board, canvas');
      await new Promise((resolve) => setTimeout(resolve, 800));
      await prepare?.(page);
      await new Promise((resolve) => setTimeout(resolve, 400));
      await save(page, files);
    }
    if (!only || 'popup'.includes(only)) await takePopup(running, language);
    const [width, height] = sizes.tile;
    await page.setViewport({ width, height });
    await page.emulateMediaFeatures([]);
    await page.goto('about:blank');
    if (!only || 'tile'.includes(only)) await takeTile(page, language);
  } finally {
    await browser.close();
  }
}

try {
  await take('en');
  if (!option('language')) await take('zh_CN');
} finally {
  server.close();
}
