// npm run screenshots: a small shop with four tabs in a real browser, and pictures of the inspector in docs/images/.
// node docs/make-screenshots.mjs [--out=FOLDER] [--only=NAME]
import http from 'node:http';
import path from 'node:path';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { browserArguments } from '../demo/browser-arguments.mjs';
import { findBrowser } from '../demo/find-browser.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const option = (name) =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
const out = path.resolve(root, option('out') ?? 'docs/images');
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
    args: [...browserArguments(), `--lang=${language.replace('_', '-')}`],
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

const sizes = { wide: [1280, 800], popup: [780, 580], short: [900, 360] };

/** Name, address after `#`, size, scheme, and what to do first. */
const shots = [
  ['messages', 'v=1', 'wide', 'light', openRow],
  ['messages-dark', 'v=1', 'wide', 'dark', openRow],
  ['events', 'v=1&mode=events', 'wide', 'light', openRow],
  ['findings', 'v=1&view=findings', 'wide', 'light'],
  ['findings-dark', 'v=1&view=findings', 'wide', 'dark'],
  ['connections', 'v=1&view=connections', 'wide', 'light'],
  ['popup', 'v=1', 'popup', 'light'],
  ['short', 'v=1', 'short', 'light', openRow],
];

async function openRow(page) {
  await page.$$eval('.row', (rows) => (rows.at(-12) ?? rows.at(-1))?.click());
  await page.waitForSelector('.details');
}

async function take(language, suffix) {
  const { browser, id, opened } = await launch(language);
  try {
    const page = await opened(
      `chrome-extension://${id}/popup/popup.html?origin=${encodeURIComponent(origin)}`,
    );
    for (const [name, hash, size, scheme, prepare] of shots) {
      if (only && !name.includes(only)) continue;
      const [width, height] = sizes[size];
      await page.setViewport({ width, height });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await page.goto('about:blank');
      await page.goto(
        `chrome-extension://${id}/popup/popup.html?origin=${encodeURIComponent(origin)}#${hash}`,
      );
      await page.waitForSelector('.row');
      await new Promise((resolve) => setTimeout(resolve, 800));
      await prepare?.(page);
      await new Promise((resolve) => setTimeout(resolve, 400));
      await page.screenshot({ path: path.join(out, `${name}${suffix}.png`) });
    }
  } finally {
    await browser.close();
  }
}

await mkdir(out, { recursive: true });
try {
  await take('en', '');
  if (!option('language')) await take('zh_CN', '.zh-CN');
} finally {
  server.close();
}
