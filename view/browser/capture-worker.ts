import { signal, type ReadonlySignal } from '@preact/signals';
import browser from 'webextension-polyfill';
import { startCaptures, type CaptureWorker } from './capture-client';
import './begun';
import { t } from './i18n';

/** The captures of this page, and what is wrong with the worker that holds them. */
export interface Captures {
  readonly worker: CaptureWorker;
  /** A sentence for the user; '' where all is well. */
  readonly trouble: ReadonlySignal<string>;
  /** It did not start, or ended: a sentence; nothing new is shown until the page is loaded anew. */
  readonly failure: ReadonlySignal<string>;
}

/** Starts the worker of this page, which ends with the page. `closed` as in openDatabase. */
export function startCaptureWorker(closed: () => void): Captures {
  const trouble = signal('');
  const failed = signal('');
  const { begun } = window;
  delete window.begun;
  const endpoint =
    begun?.worker ?? new Worker(browser.runtime.getURL('view/worker.js'), { name: 'tabshark captures' });
  const worker = startCaptures(
    endpoint,
    {
      text: (name, ...values) => browser.i18n.getMessage(name, [...values]),
      inFrame(run) {
        requestAnimationFrame(run);
      },
      trouble(message) {
        trouble.value = message && t('store_failing', message);
      },
      closed,
      failed(reason) {
        failed.value = reason === '' ? t('worker_not_started') : t('worker_failed', reason);
      },
      silent(is) {
        failed.value = is ? t('worker_silent') : '';
      },
    },
    begun?.origin,
  );
  for (const event of begun?.missed ?? []) endpoint.dispatchEvent(event);
  return { worker, trouble, failure: failed };
}
