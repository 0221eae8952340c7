import { signal, type ReadonlySignal } from '@preact/signals';
import browser from 'webextension-polyfill';
import { allSites, parseWatchList, patternOf } from '../src/protocol/watch-list';
import { command } from '../view/browser/commands';
import { onRingOfPages } from '../view/browser/doorbell';
import { t } from '../view/browser/i18n';
import { readUser } from '../view/browser/user';

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
  /** Match patterns of what is watched all the same. */
  let narrower: readonly string[] = [];

  async function read(): Promise<void> {
    const { all, added } = parseWatchList(await readUser('watch'));
    narrower = [
      ...(browser.runtime.getManifest().host_permissions ?? []),
      ...added.map((origin) => patternOf(origin, false)),
    ];
    on.value = all && (await areGranted(allSites));
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

  /** The background is told before the prompt is answered, as in view/browser/commands.ts. */
  async function ask(): Promise<void> {
    const told = say(true);
    const granted = await browser.permissions.request({ origins: [...allSites] });
    await told;
    if (granted) return;
    await say(false);
    trouble.value = t('options_all_refused');
  }

  /**
   * Measured in Chromium 156: with all of http it takes everything narrower too, the manifest's own host
   * permissions included, and asks the user before it gives them again. Firefox takes exactly what it is told
   * to.
   */
  async function giveBack(): Promise<void> {
    await browser.permissions.remove({ origins: [...allSites] });
    const told = say(false);
    const granted = await Promise.all(narrower.map((pattern) => areGranted([pattern])));
    const lost = narrower.filter((_, index) => granted[index] !== true);
    if (lost.length > 0) await browser.permissions.request({ origins: lost });
    await told;
  }

  follow();
  onRingOfPages((ring) => {
    if (ring.type === 'watch-changed') follow();
  });
  browser.permissions.onAdded.addListener(follow);
  browser.permissions.onRemoved.addListener(follow);

  return {
    on,
    trouble,
    set(value) {
      trouble.value = '';
      (value ? ask() : giveBack()).catch(tell).finally(follow);
    },
  };
}

function areGranted(patterns: readonly string[]): Promise<boolean> {
  return browser.permissions.contains({ origins: [...patterns] });
}
