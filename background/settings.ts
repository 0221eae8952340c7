import browser from 'webextension-polyfill';
import type { ToContent } from '../src/protocol/background';
import { megabyte, parseSettings, settingsKey, type Settings, type SettingsChange } from '../src/settings';
import type { Retention } from '../store/retention';

let cached: Promise<Settings> | null = null;

function settings(): Promise<Settings> {
  if (!cached) {
    cached = browser.storage.local.get(settingsKey).then((all) => parseSettings(all[settingsKey]));
    cached.catch(forget);
  }
  return cached;
}

function forget(): void {
  cached = null;
}

/** Settings are read again after they change. */
export function followSettings(): void {
  browser.storage.local.onChanged.addListener((changes) => {
    if (settingsKey in changes) forget();
  });
}

let running: Promise<void> = Promise.resolve();

/** One change at a time: each writes all of them. */
export function changeSettings(change: SettingsChange): Promise<void> {
  const done = running.then(async () => {
    await browser.storage.local.set({ [settingsKey]: { ...(await settings()), ...change } });
    forget();
  });
  running = done.catch(() => undefined);
  return done;
}

export async function retention(): Promise<Retention> {
  const { records, megabytes } = await settings();
  return { records, bytes: megabytes * megabyte };
}

/** Records stay when the browser starts anew. */
export async function keepsRecords(): Promise<boolean> {
  return (await settings()).keep;
}

/** What content scripts need to know of the settings. */
export async function settingsForContent(): Promise<ToContent> {
  const { stacks, queueRecords, queueMegabytes } = await settings();
  return {
    type: 'settings',
    stacks,
    queue: { records: queueRecords, size: queueMegabytes * megabyte },
  };
}
