import browser, { type Runtime } from 'webextension-polyfill';
import { contextPort, type Claims, type ToContent } from '../src/protocol/background';
import { parseFromContent } from '../src/protocol/background-parse';
import type { Context } from '../src/record';
import type { Committer } from './committer';
import { faviconOf } from './favicon';
import { senderOf } from './sender';
import { recordsStacks } from './settings';

/** The documents that are connected now. */
export interface Contexts {
  /** Ids of those whose origin it is. */
  alive(origin: string): ReadonlySet<string>;
  /** Tells those of an origin, or all. */
  tell(message: ToContent, origin?: string): void;
}

interface Connected {
  readonly port: Runtime.Port;
  context: Context;
}

/** Takes records from content scripts; `shown` hears of top documents that come and go. */
export function acceptContexts(
  committer: Committer,
  shown: (tab: number, origin: string | null) => void,
): Contexts {
  const connected = new Map<Runtime.Port, Connected>();

  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== contextPort || port.sender?.id !== browser.runtime.id) return;
    port.onMessage.addListener((message: unknown) => {
      take(port, message);
    });
    port.onDisconnect.addListener(() => {
      const entry = connected.get(port);
      connected.delete(port);
      if (entry && isTop(entry.context) && !hasTop(entry.context.tab)) shown(entry.context.tab ?? -1, null);
    });
  });

  function hasTop(tab: number | null): boolean {
    return [...connected.values()].some(({ context }) => context.tab === tab && isTop(context));
  }

  function take(port: Runtime.Port, message: unknown): void {
    const parsed = parseFromContent(message);
    const entry = connected.get(port);
    switch (parsed?.type) {
      case 'hello':
        if (!entry) greet(port, parsed.claims);
        break;
      case 'batch':
        if (entry)
          committer.add({
            context: entry.context,
            batch: parsed,
            done: (next) => send(port, { type: 'ack', next }),
          });
        break;
      case 'title':
        if (entry) describe(port, { ...entry.context, title: parsed.title });
        break;
      default:
        // Not what a content script of this version says.
        port.disconnect();
    }
  }

  function greet(port: Runtime.Port, claims: Claims): void {
    const context = senderOf(port, claims);
    const twin = [...connected.values()].find((other) => other.context.id === context.id);
    if (twin && !sameDocument(twin.context, context)) {
      port.disconnect();
      return;
    }
    connected.set(port, { port, context });
    if (isTop(context)) shown(context.tab ?? -1, context.origin);
    describe(port, context);
    void recordsStacks().then((stacks) => {
      send(port, { type: 'settings', stacks });
    });
  }

  /** Keeps what is known of a context, and its icon as soon as that is found. */
  function describe(port: Runtime.Port, context: Context): void {
    const entry = connected.get(port);
    if (!entry) return;
    entry.context = context;
    committer.add({ context, batch: null, done: () => undefined });
    void faviconOf(port.sender?.tab?.id, context.url).then((favicon) => {
      if (favicon === '' || favicon === entry.context.favicon) return;
      entry.context = { ...entry.context, favicon };
      committer.add({ context: entry.context, batch: null, done: () => undefined });
    });
  }

  return {
    alive(origin) {
      const contexts = [...connected.values()].map(({ context }) => context);
      return new Set(contexts.filter((context) => context.origin === origin).map(({ id }) => id));
    },
    tell(message, origin) {
      for (const { port, context } of connected.values()) {
        if (origin === undefined || context.origin === origin) send(port, message);
      }
    },
  };
}

function isTop(context: Context): boolean {
  return context.frame === 0 && context.tab !== null;
}

function sameDocument(a: Context, b: Context): boolean {
  return a.tab === b.tab && a.frame === b.frame && a.document === b.document && a.origin === b.origin;
}

function send(port: Runtime.Port, message: ToContent): void {
  try {
    port.postMessage(message);
  } catch {
    // The document is gone; what it had not heard acknowledged is in storage.local (content/uplink.ts).
  }
}
