import { signal, type ReadonlySignal } from '@preact/signals';
import browser from 'webextension-polyfill';

/** Whether the browser's developer tools have the panel, where that is the user's to say. */
export interface DevTools {
  readonly on: ReadonlySignal<boolean>;
  /** To be called from a click, first thing: the browser's prompt needs the gesture. */
  set(on: boolean): void;
}

const permission = { permissions: ['devtools' as const] };

/** null in Chromium, which has no such permission (docs/decisions/0009). */
export function followDevTools(): DevTools | null {
  const optional = (browser.runtime.getManifest().optional_permissions ?? []) as readonly string[];
  if (!optional.includes('devtools')) return null;
  const on = signal(false);

  async function read(): Promise<void> {
    on.value = await browser.permissions.contains(permission);
  }

  void read();
  browser.permissions.onAdded.addListener(() => void read());
  browser.permissions.onRemoved.addListener(() => void read());
  return {
    on,
    set(value) {
      const asked = value ? browser.permissions.request(permission) : browser.permissions.remove(permission);
      void asked.finally(read);
    },
  };
}
