import { signal, type ReadonlySignal } from '@preact/signals';
import browser from 'webextension-polyfill';
import { defaultSettings, parseSettings, settingsKey, type Settings } from '../src/settings';

/** The user's settings as they are stored, for as long as the page lives. The background changes them: command `change-settings`. */
export function followSettings(): ReadonlySignal<Settings> {
  const settings = signal(defaultSettings);
  async function read(): Promise<void> {
    const { [settingsKey]: stored } = await browser.storage.local.get(settingsKey);
    settings.value = parseSettings(stored);
  }
  void read();
  browser.storage.local.onChanged.addListener((changes) => {
    if (settingsKey in changes) void read();
  });
  return settings;
}
