import { signal, type ReadonlySignal } from '@preact/signals';
import { defaultSettings, parseSettings, type Settings } from '../../src/protocol/settings';
import { onRingOfPages } from './doorbell';
import { readUser } from './user';

/**
 * The user's settings as they are stored, for as long as the page lives. The background changes them: command
 * `change-settings`.
 */
export function followSettings(): ReadonlySignal<Settings> {
  const settings = signal(defaultSettings);
  async function read(): Promise<void> {
    settings.value = parseSettings(await readUser('settings'));
  }
  void read();
  onRingOfPages((ring) => {
    if (ring.type === 'settings-changed') void read();
  });
  return settings;
}
