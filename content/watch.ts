import type { Observation } from '../src/record';
import { documentEvents, isPrerendering, lifecycleState, windowEvents } from './lifecycle';
import { acceptPage, type PageLink } from './page-link';
import { createQueue, queueLimits } from './queue';
import { storageEventRecord } from './storage-events';
import { openUplink } from './uplink';
import { claimsOf } from './claims';
import { createClock } from './clock';
import { takeOver } from './earlier-run';
import { hearCookies } from './cookies';

/** Watches this document until the background says stop or the extension is gone; `ended` is called then. */
export function start(partial: boolean, ended: () => void): void {
  const earlier = partial ? takeOver() : null;
  const clock = createClock((shift) => {
    note({ type: 'clock', time: clock.now(), channel: documentChannel, shift });
    link?.shift(clock.shift());
  });
  const claims = claimsOf(partial, clock.now(), earlier);
  const end = new AbortController();
  const { signal } = end;
  let link: PageLink | null = null;
  let { title, URL: url } = document;

  const queue = createQueue(queueLimits, (count) =>
    JSON.stringify([
      { type: 'gap', time: clock.now(), channel: documentChannel, count, reason: 'backpressure' },
    ]),
  );
  const uplink = openUplink(claims, queue, { settings, stop, orphaned }, signal);

  function take(text: string, count: number): void {
    queue.add(text, count);
    uplink.push();
    tellTitle();
    listen();
  }

  /** What content/ saw itself comes after what page/ noted before. */
  function note(observation: Observation): void {
    link?.order('flush');
    take(JSON.stringify([observation]), 1);
  }

  function onStorage(event: Event): void {
    if (event.target === window) note(storageEventRecord(event, clock.timeOf(event)));
  }

  function onLifecycle(event: Event): void {
    const state = lifecycleState(event);
    if (!state) return;
    if (state === 'restored') uplink.comeBack();
    note({ type: 'lifecycle', time: clock.now(), channel: documentChannel, state });
    if (event.type === 'pagehide') uplink.leave();
  }

  function tellTitle(): void {
    // document.URL changes with history.pushState.
    if (document.title === title && document.URL === url) return;
    ({ title, URL: url } = document);
    uplink.describe(title, url);
  }

  /** document.open() erases every listener; adding one that is there does nothing. */
  function listen(): void {
    const options = { capture: true, signal };
    window.addEventListener('storage', onStorage, options);
    window.addEventListener('load', tellTitle, options);
    for (const type of windowEvents) window.addEventListener(type, onLifecycle, options);
    for (const type of documentEvents) document.addEventListener(type, onLifecycle, options);
  }

  function settings(stacks: boolean): void {
    link?.order(stacks ? 'stacks-on' : 'stacks-off');
  }

  function stop(): void {
    finish('restore');
  }

  function orphaned(): void {
    finish('orphaned');
  }

  function finish(order: 'restore' | 'orphaned'): void {
    link?.order(order);
    link = null;
    end.abort();
    ended();
  }

  acceptPage(signal, {
    context: claims.context,
    take,
    compareClocks: clock.check,
    accepted(page) {
      link = page;
      page.shift(clock.shift());
    },
  });
  listen();
  hearCookies(signal, note, clock.now);
  const reopened = new MutationObserver(() => {
    listen();
    link?.order('reopened');
  });
  reopened.observe(document, { childList: true });
  signal.addEventListener('abort', () => {
    reopened.disconnect();
  });
  note({ type: 'lifecycle', time: clock.now(), channel: documentChannel, state: 'created' });
  if (earlier !== null)
    note({
      type: 'gap',
      time: clock.now(),
      channel: documentChannel,
      count: null,
      reason: 'extension-restarted',
    });
  if (isPrerendering())
    note({ type: 'lifecycle', time: clock.now(), channel: documentChannel, state: 'prerendering' });
  if (document.visibilityState === 'hidden')
    note({ type: 'lifecycle', time: clock.now(), channel: documentChannel, state: 'hidden' });
}

const documentChannel = { kind: 'document', name: '' } as const;
