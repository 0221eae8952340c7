import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import puppeteer from 'puppeteer-core';

const cache = path.resolve(__dirname, '../../../node_modules/.cache/tabshark');

/**
 * A profile of its own for one run of Firefox: a copy of one in which Firefox ran once, with nothing of ours.
 * In a new one it compiles all its own scripts again, which takes as long as the tests of a file.
 */
export async function makeProfile(executablePath: string): Promise<string> {
  const { mtimeMs } = await stat(executablePath);
  const key = createHash('sha256').update(`${executablePath} ${mtimeMs}`).digest('hex').slice(0, 16);
  const used = path.join(cache, `firefox-${key}`);
  if (!existsSync(used)) await makeUsed(executablePath, used);
  const profile = await mkdtemp(path.join(os.tmpdir(), 'tabshark-firefox-'));
  await cp(used, profile, { recursive: true });
  return profile;
}

async function makeUsed(executablePath: string, used: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const profile = await mkdtemp(path.join(cache, 'new-'));
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    userDataDir: profile,
  });
  await (await browser.newPage()).goto('data:text/html,once');
  await browser.close();
  for (const file of ['prefs.js', 'user.js', 'lock']) await rm(path.join(profile, file), { force: true });
  try {
    await rename(profile, used);
  } catch (error) {
    await rm(profile, { recursive: true });
    // Another worker was there first.
    if (!existsSync(used)) throw error;
  }
}
