import type { ToContent } from '../src/protocol/background';
import { megabyte, parseSettings, type Settings, type SettingsChange } from '../src/protocol/settings';
import type { Retention } from '../store/retention';
import { ring } from './ring';
import { readUser, writeUser } from './user';

let cached: Promise<Settings> | null = null;

function settings(): Promise<Settings> {
  if (!cached) {
    cached = readUser('settings').then(parseSettings);
    cached.catch(forget);
  }
  return cached;
}

function forget(): void {
  cached = null;
}

let running: Promise<void> = Promise.resolve();

/** One change at a time: each writes all of them. */
export function changeSettings(change: SettingsChange): Promise<void> {
  const done = running.then(async () => {
    await writeUser('settings', { ...(await settings()), ...change });
    forget();
    ring({ type: 'settings-changed' });
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
