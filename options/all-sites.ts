import { signal, type ReadonlySignal } from '@preact/signals';
import browser from 'webextension-polyfill';
import { allSites, parseWatchList, watchListKey } from '../src/watch-list';
import { command } from '../view/commands';
import { t } from '../view/i18n';

/** Whether all sites are watched: the user's word and the browser's grant. */
export interface AllSites {
  readonly on: ReadonlySignal<boolean>;
  /** A sentence for the user: what went wrong. */
  readonly trouble: ReadonlySignal<string>;
  /** To be called from a click, first thing: the browser's prompt needs the gesture. */
  set(on: boolean): void;
}

export function followAllSites(): AllSites {
  const on = signal(false);
  const trouble = signal('');

  async function read(): Promise<void> {
    const { [watchListKey]: stored } = await browser.storage.local.get(watchListKey);
    on.value = parseWatchList(stored).all && (await browser.permissions.contains({ origins: [...allSites] }));
  }

  function follow(): void {
    read().catch(tell);
  }

  function tell(error: unknown): void {
    trouble.value = String(error);
  }

  async function say(value: boolean): Promise<void> {
    const answer = await command({ type: 'watch-all', on: value });
    if (!answer.ok) trouble.value = answer.message;
  }

  /** The background is told before the prompt is answered, as in view/commands.ts. */
  async function ask(): Promise<void> {
    const told = say(true);
    const granted = await browser.permissions.request({ origins: [...allSites] });
    await told;
    if (granted) return;
    await say(false);
    trouble.value = t('options_all_refused');
  }

  follow();
  browser.storage.local.onChanged.addListener((changes) => {
    if (watchListKey in changes) follow();
  });
  browser.permissions.onAdded.addListener(follow);
  browser.permissions.onRemoved.addListener(follow);

  return {
    on,
    trouble,
    set(value) {
      trouble.value = '';
      (value ? ask() : say(false)).catch(tell).finally(follow);
    },
  };
}
