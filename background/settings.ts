import browser from 'webextension-polyfill';
import { count, fields, flag } from '../src/parse';
import type { Retention } from '../store/chunks';

/** What the user set, in storage.local under `settings`; every field may be missing. */
const key = 'settings';
const defaults: Retention = { records: 200_000, size: 256 * 1024 * 1024 };

let cached: Promise<ReturnType<typeof fields>> | null = null;

function settings(): Promise<ReturnType<typeof fields>> {
  cached ??= browser.storage.local.get(key).then((all) => fields(all[key]));
  return cached;
}

/** Settings are read again after they change. */
export function followSettings(): void {
  browser.storage.local.onChanged.addListener((changes) => {
    if (key in changes) cached = null;
  });
}

export async function retention(): Promise<Retention> {
  const given = await settings();
  return {
    records: count(given?.keepRecords) ?? defaults.records,
    size: count(given?.keepSize) ?? defaults.size,
  };
}

/** Records stay when the browser starts anew. */
export async function keepsRecords(): Promise<boolean> {
  return flag((await settings())?.keep) ?? false;
}

export async function recordsStacks(): Promise<boolean> {
  return flag((await settings())?.stacks) ?? false;
}

export async function setStacks(on: boolean): Promise<void> {
  await browser.storage.local.set({ [key]: { ...(await settings()), stacks: on } });
  cached = null;
}
