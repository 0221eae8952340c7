import browser from 'webextension-polyfill';
import { startCaptures, type CaptureWorker, type WorkerEvents } from './capture-client';

/** Starts the worker of this page, which ends with the page. */
export function startCaptureWorker(events: WorkerEvents): CaptureWorker {
  const worker = new Worker(browser.runtime.getURL('view/worker.js'), { name: 'tabshark captures' });
  return startCaptures(worker, (name, ...values) => browser.i18n.getMessage(name, [...values]), events);
}
