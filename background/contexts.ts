import browser, { type Runtime } from 'webextension-polyfill';
import { contextPort, type Batch, type Claims, type ToContent } from '../src/protocol/background';
import { parseFromContent } from '../src/protocol/background-parse';
import type { PageOrder } from '../src/protocol/orders';
import { ownerOf } from '../src/presence/owner';
import type { Context } from '../src/record/record';
import type { Committer } from './committer';
import { faviconOf } from './favicon';
import { createOrders } from './orders';
import { createReadings } from './readings';
import { report } from './report';
import { cutTitle, isSameDocument, isTop, senderOf } from './sender';
import { settingsForContent } from './settings';

/** The documents that are connected now. */
export interface Contexts {
  tell(message: ToContent): void;
  /** Has one document do something; false where it is not connected or has not done it. */
  order(context: string, order: PageOrder): Promise<boolean>;
  /**
   * Has those stop whose origin is no longer watched, and waits until they have: a page that is busy may do
   * so later.
   */
  stopUnwatched(): Promise<void>;
  isConnected(context: Context): boolean;
  /** Has what the origin's storage holds read anew, with the next record of a document. */
  readAgain(origin: string): void;
  /**
   * What documents have told since the background was started: the context that an earlier run recorded in
   * them.
   */
  replaced(): readonly { readonly id: string; readonly by: Context }[];
}

interface Connected {
  readonly port: Runtime.Port;
  /** The origin that must be watched for it to go on. */
  readonly owner: string;
  context: Context;
  /** The title was told after the hello: it is newer than what is stored. */
  titled: boolean;
  /** When its icon is looked for again, once. */
  looksAgain: ReturnType<typeof setTimeout> | null;
}

/**
 * Milliseconds after which a page's icon is looked for again: the browser knows it some time after the page
 * is there.
 */
const iconDelay = 2_000;
/** So many are enough to know whether one goes on. */
const maxReplaced = 1_000;
/** A document whose connection was lost connects again within so many milliseconds, if it is still there. */
const comesBack = 1_500;

/** Takes records from content scripts; `shown` hears of top documents that come and go. */
export function acceptContexts(
  committer: Committer,
  isWatched: (origin: string) => Promise<boolean>,
  shown: (tab: number, origin: string | null) => void,
): Contexts {
  const connected = new Map<Runtime.Port, Connected>();
  const readings = createReadings();
  const orders = createOrders<Runtime.Port>(send);
  const replaced: { readonly id: string; readonly by: Context }[] = [];

  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== contextPort || port.sender?.id !== browser.runtime.id) return;
    port.onMessage.addListener((message: unknown) => {
      take(port, message);
    });
    port.onDisconnect.addListener(() => {
      drop(port);
    });
  });

  function take(port: Runtime.Port, message: unknown): void {
    const parsed = parseFromContent(message);
    const entry = connected.get(port);
    if (parsed?.type === 'hello' && !entry) greet(port, parsed.claims);
    else if (parsed?.type === 'batch' && entry) store(entry, parsed);
    else if (parsed?.type === 'title' && entry)
      describe(entry, { title: cutTitle(parsed.title), url: ownUrl(entry.context, parsed.url) });
    else if (parsed?.type === 'read' && entry) readings.done(entry.context);
    else if (parsed?.type === 'answer' && entry) orders.answered(port, parsed.id, parsed.done);
    else hangUp(port); // Not what a content script of this version says, or not in its order.
  }

  function greet(port: Runtime.Port, claims: Claims): void {
    const context = senderOf(port, claims);
    const owner = ownerOf(context, claims.within);
    const entry: Connected = { port, owner, context, titled: false, looksAgain: null };
    connected.set(port, entry);
    if (isTop(context)) shown(context.tab ?? -1, context.origin);
    // Only then it is the document that it says it is, and has a row. Before any acknowledgement: a document
    // that has one can leave the rest behind.
    store(entry, null, (secret) => {
      if (secret !== undefined) send(port, { type: 'secret', secret });
      const areas = readings.due(context);
      if (areas.length > 0 || !claims.read) send(port, { type: 'read', areas, later: false });
    });
    if (claims.read) readings.known(context);
    lookForIcon(entry);
    settingsForContent().then((message) => {
      send(port, message);
    }, report);
    // It may have connected while the background that took its origin off the list was stopped.
    void stopIfUnwatched(entry);
    if (claims.replaces === null) return;
    if (replaced.length < maxReplaced) replaced.push({ id: claims.replaces, by: context });
    endReplaced(claims.replaces, context);
  }

  /** What an earlier run of content/ recorded in this document has ended: a hello of it will never come. */
  function endReplaced(id: string, by: Context): void {
    change(id, (known) =>
      known.ended === null && isSameDocument(known, by)
        ? { ...known, ended: by.created, closed: by.created }
        : null,
    );
  }

  /** Of a context whose records were cleared meanwhile there is nothing more to know. */
  function change(id: string, changed: (known: Context) => Context | null): void {
    committer.add({
      id,
      context: (known) => (known ? changed(known) : null),
      batch: null,
      done: () => undefined,
      refused: () => undefined,
    });
  }

  /** What a document that went away should have read, or what was cleared. */
  function readRest(later: boolean): void {
    for (const [port, { context }] of connected) {
      const areas = readings.due(context);
      if (areas.length > 0) send(port, { type: 'read', areas, later });
    }
  }

  function store(entry: Connected, batch: Batch | null, stored?: (secret: string | undefined) => void): void {
    const { port, context, titled } = entry;
    committer.add({
      id: context.id,
      context: (known) => (known ? better(known, context, titled) : context),
      batch,
      done(next, secret) {
        if (batch) send(port, { type: 'ack', next });
        stored?.(secret);
      },
      refused() {
        hangUp(port);
      },
    });
  }

  function describe(
    entry: Connected,
    { title, url, favicon }: { title?: string; url?: string; favicon?: string },
  ): void {
    if (title !== undefined) {
      entry.titled = true;
      lookForIcon(entry);
    }
    entry.context = {
      ...entry.context,
      title: title ?? entry.context.title,
      url: url ?? entry.context.url,
      favicon: favicon ?? entry.context.favicon,
    };
    store(entry, null);
  }

  function lookForIcon(entry: Connected): void {
    const look = async (): Promise<void> => {
      const favicon = await faviconOf(entry.context);
      if (favicon !== '' && favicon !== entry.context.favicon) describe(entry, { favicon });
    };
    void look();
    if (!connected.has(entry.port)) return;
    // A page may change its title without end.
    entry.looksAgain ??= setTimeout(() => {
      entry.looksAgain = null;
      void look();
    }, iconDelay);
  }

  async function stopIfUnwatched({ port, owner, context }: Connected): Promise<void> {
    if (await isWatched(owner)) return;
    readings.forget(context.origin);
    await orders.give(port, context.id, { type: 'stop' });
  }

  /** The other end connects again and sends what was not acknowledged. */
  function hangUp(port: Runtime.Port): void {
    drop(port);
    port.disconnect();
  }

  function drop(port: Runtime.Port): void {
    const entry = connected.get(port);
    connected.delete(port);
    orders.lost(port);
    if (!entry) return;
    clearTimeout(entry.looksAgain ?? undefined);
    const { context } = entry;
    if (readings.lost(context)) readRest(false);
    const ended = Date.now();
    const lookForIt = async (): Promise<void> => {
      const isDiscarded = context.tab !== null && (await isTabDiscarded(context.tab));
      if (isConnected(context)) return;
      const over = { ...context, ended, closed: isDiscarded ? null : ended };
      change(context.id, (known) => better(known, over, entry.titled));
    };
    setTimeout(() => void lookForIt(), comesBack);
    if (!isTop(context)) return;
    const stillThere = [...connected.values()].some(
      (other) => other.context.tab === context.tab && isTop(other.context),
    );
    if (!stillThere) shown(context.tab ?? -1, null);
  }

  function isConnected({ id }: Context): boolean {
    return [...connected.values()].some((entry) => entry.context.id === id);
  }

  return {
    isConnected,
    readAgain(origin) {
      readings.forget(origin);
      readRest(true);
    },
    replaced: () => replaced,
    async order(id, order) {
      const entry = [...connected.values()].find(({ context }) => context.id === id);
      return entry !== undefined && (await orders.give(entry.port, id, order));
    },
    tell(message) {
      for (const port of connected.keys()) send(port, message);
    },
    async stopUnwatched() {
      await Promise.all([...connected.values()].map(stopIfUnwatched));
    },
  };
}

/** The tab is still there and has no document: it gets another one when it is shown. */
async function isTabDiscarded(tab: number): Promise<boolean> {
  try {
    return (await browser.tabs.get(tab)).discarded === true;
  } catch {
    return false;
  }
}

/** What a connected document adds to what is stored of its context; null if that is of another document. */
function better(known: Context, context: Context, titled: boolean): Context | null {
  if (!isSameDocument(known, context)) return null;
  // Its tab may have been closed meanwhile, or since it went into the back/forward cache.
  const closed = context.ended === null ? null : latest(known.closed, context.closed);
  // A hello tells the title that the document began with; it may be the second hello.
  const title = titled || known.title === '' ? context.title : known.title;
  return {
    ...context,
    closed,
    title,
    // It was blanked if it was cleared meanwhile.
    url: titled || known.url === '' ? context.url : known.url,
    favicon: context.favicon || known.favicon,
  };
}

/** history.pushState changes a document's URL within its origin; anything else is not believed. */
function ownUrl({ origin, url }: Context, told: string): string {
  return URL.canParse(told) && new URL(told).origin === origin ? told : url;
}

function send(port: Runtime.Port, message: ToContent): void {
  try {
    port.postMessage(message);
  } catch {
    // The document is gone; what it had not heard acknowledged is in storage.local (content/uplink.ts).
  }
}

function latest(a: number | null | undefined, b: number | null): number | null {
  return typeof a === 'number' && (b === null || a > b) ? a : b;
}
