import type { ClockRecord, Gap, Observation } from '../src/record/record';
import { defaultSettings, megabyte } from '../src/protocol/settings';
import type { PageOrder } from '../src/protocol/orders';
import type { AreaKind } from '../src/record/storage-areas';
import { timeOfFirst, timeOfLast } from './batch-time';
import { correctedTime, createClockLook, ownTime } from './clock';
import { documentTitle, documentUrl } from './facts';
import { documentEvents, lifecycleState, windowEvents } from './lifecycle';
import { acceptPage, type PageLink } from './page-link';
import { createQueue } from './queue';
import { storageEventRecord } from './storage-events';
import { storedIn } from './stored';
import { openUplink, type Settings } from './uplink';
import { claimsOf } from './claims';
import { takeOver } from './earlier-run';
import { hearCookies } from './cookies';
import { tellNoOpener } from './opened';
import { hearRegistration } from './service-workers';

/** Watches this document until the background says stop or the extension is gone; `ended` is called then. */
export function start(partial: boolean, ended: () => void): void {
  const earlier = partial ? takeOver() : null;
  const claims = claimsOf(partial, correctedTime(), earlier);
  const clock = createClockLook();
  const end = new AbortController();
  const { signal } = end;
  let link: PageLink | null = null;
  let title = documentTitle();
  let url = documentUrl();
  const unread = new Set<AreaKind>();
  /** A clear is to leave nothing until there is something new. */
  let readsLater = false;

  const queue = createQueue(defaultLimits, (count, last) =>
    lost(count, 'backpressure', timeOfLast(last) ?? ownTime()),
  );
  const uplink = openUplink(
    claims,
    queue,
    { settings, hold, read, carryOut, stop: finish, orphaned },
    signal,
  );

  function take(text: string, count: number): void {
    lookAtClock(text);
    queue.add(text, count);
    uplink.push();
    tellTitle();
    // What opens a document that is empty changes nothing that an observer would see.
    if (!document.firstElementChild) listen();
    if (readsLater) readWhenIdle();
  }

  /** What is taken now came after the change, so its record comes before. */
  function lookAtClock(text: string): void {
    const ahead = clock.changed();
    if (ahead === null) return;
    const time = timeOfFirst(text) ?? ownTime();
    const changed: ClockRecord = { type: 'clock', time, channel: documentChannel, ahead };
    queue.add(JSON.stringify([changed]), 1);
  }

  /** What content/ saw itself comes after what page/ noted before. */
  function note(observation: Observation): void {
    link?.order('flush');
    take(JSON.stringify([observation]), 1);
  }

  function onStorage(event: Event): void {
    // One that the page made elsewhere comes to the window's listeners only where it bubbles.
    if (event.target === window || event.bubbles) note(storageEventRecord(event, timeOf(event)));
  }

  function onLifecycle(event: Event): void {
    const state = lifecycleState(event);
    if (!state) return;
    if (state === 'restored') uplink.comeBack();
    note({ type: 'lifecycle', time: ownTime(), channel: documentChannel, state });
    if (event.type === 'pagehide') uplink.leave();
    if (state === 'bfcached') uplink.putAside();
    else if (state === 'hidden' || state === 'frozen') uplink.pushAll();
  }

  /**
   * A window that closes itself may be gone without a `pagehide` (docs/limits.md); this always comes before.
   * The page may stay, or go on for as long as the next one needs to answer.
   */
  function onBeforeUnload(event: Event): void {
    if (!event.isTrusted) return;
    note({ type: 'lifecycle', time: ownTime(), channel: documentChannel, state: 'leaving' });
    uplink.leave();
    setTimeout(uplink.stay, closesWithin);
  }

  function tellTitle(): void {
    const newTitle = documentTitle();
    // It changes with history.pushState.
    const newUrl = documentUrl();
    if (newTitle === title && newUrl === url) return;
    title = newTitle;
    url = newUrl;
    uplink.describe(title, url);
  }

  /** document.open() erases every listener; adding one that is there does nothing. */
  function listen(): void {
    const options = { capture: true, signal };
    window.addEventListener('storage', onStorage, options);
    window.addEventListener('load', tellTitle, options);
    window.addEventListener('beforeunload', onBeforeUnload, options);
    for (const type of windowEvents) window.addEventListener(type, onLifecycle, options);
    for (const type of documentEvents) document.addEventListener(type, onLifecycle, options);
  }

  function settings({ stacks, queue: limits }: Settings): void {
    queue.limit(limits);
    link?.order(stacks ? 'stacks-on' : 'stacks-off');
  }

  function hold(holds: boolean): void {
    link?.hold(holds);
  }

  function read(areas: readonly AreaKind[], later: boolean): void {
    for (const kind of areas) unread.add(kind);
    if (later) readsLater = true;
    if (!readsLater) readWhenIdle();
  }

  /** In a task in which no code of the page runs. */
  function readWhenIdle(): void {
    readsLater = false;
    const options = { timeout: readsWithin };
    requestIdleCallback(() => {
      if (signal.aborted || unread.size === 0) return;
      const areas = [...unread];
      unread.clear();
      for (const kind of areas) {
        const stored = storedIn(kind, ownTime());
        if (stored) note(stored);
      }
      uplink.read();
    }, options);
  }

  function carryOut(order: PageOrder): boolean {
    switch (order.type) {
      case 'stop':
        return link?.order('restore') ?? true;
      case 'has':
        return link?.order('has', order.object) ?? false;
      default:
        return order satisfies never;
    }
  }

  function orphaned(): void {
    link?.order('orphaned');
    finish();
  }

  function finish(): void {
    link = null;
    end.abort();
    ended();
  }

  acceptPage(
    signal,
    { context: claims.context, take, refused: (count) => take(lost(count, 'malformed'), 1) },
    (accepted) => {
      link = accepted;
    },
  );
  listen();
  hearCookies(signal, note, ownTime);
  hearRegistration(signal, note, ownTime);
  const reopened = new MutationObserver(() => {
    listen();
    link?.order('reopened');
  });
  reopened.observe(document, { childList: true });
  signal.addEventListener('abort', () => {
    reopened.disconnect();
  });
  note({ type: 'lifecycle', time: ownTime(), channel: documentChannel, state: 'created' });
  if (earlier !== null) take(lost(null, 'extension-restarted'), 1);
  tellNoOpener(note, ownTime);
  if ((document as { readonly prerendering?: boolean }).prerendering === true)
    note({ type: 'lifecycle', time: ownTime(), channel: documentChannel, state: 'prerendering' });
  if (document.hidden)
    note({ type: 'lifecycle', time: ownTime(), channel: documentChannel, state: 'hidden' });
}

/** Milliseconds after `beforeunload` in which a window that closes itself is gone. */
const closesWithin = 1_000;

/** Milliseconds after which a page that is busy all the time is read all the same. */
const readsWithin = 1_000;

/** Until the background tells the user's. */
const defaultLimits = {
  records: defaultSettings.queueRecords,
  size: defaultSettings.queueMegabytes * megabyte,
};

const documentChannel = { kind: 'document', name: '' } as const;

function lost(count: number | null, reason: Gap['reason'], time = ownTime()): string {
  const gap: Gap = { type: 'gap', time, channel: documentChannel, count, reason };
  return JSON.stringify([gap]);
}

function timeOf(event: Event): number {
  return event.timeStamp > 0 ? performance.timeOrigin + event.timeStamp : ownTime();
}
