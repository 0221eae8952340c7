// npm run icons: icons/icon.svg in every size that a browser or a store asks for. node build/make-icons.mjs
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { browserArguments } from '../demo/browser-arguments.mjs';
import { findBrowser } from '../demo/find-browser.mjs';

const icons = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'icons');
const sizes = [16, 32, 48, 96, 128];

const { path: executablePath, looked } = findBrowser({});
if (!executablePath) throw new Error(`No browser. Looked for ${looked.join(', ')}`);
const browser = await puppeteer.launch({ executablePath, pipe: true, args: browserArguments() });
try {
  const svg = await readFile(path.join(icons, 'icon.svg'), 'base64');
  const page = await browser.newPage();
  for (const size of sizes) {
    await page.setViewport({ width: size, height: size });
    await page.setContent(
      `<style>body{margin:0}</style><img src="data:image/svg+xml;base64,${svg}" width="${size}" height="${size}">`,
    );
    await writeFile(path.join(icons, `${size}.png`), await page.screenshot({ omitBackground: true }));
  }
} finally {
  await browser.close();
}
