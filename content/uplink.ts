import { contextPort, type Claims, type FromContent, type ToContent } from '../src/protocol/background';
import { bytesOfHex } from '../src/sealing/hex';
import type { PageOrder } from '../src/protocol/orders';
import type { AreaKind } from '../src/record/storage-areas';
import { isExtensionThere, isPrivate, runtime } from './browser';
import { leaveBehind } from './leave-behind';
import type { Queue } from './queue';

/**
 * The way to the background: sends batches, keeps what is not acknowledged, connects again when the browser
 * stops the background. At most two batches are under way: what comes meanwhile is gathered, by page/ too,
 * and the first records after a silence leave at once.
 */
export interface Uplink {
  /** There may be something new in the queue. */
  push(): void;
  /** Nothing may run here for a while, or ever: sends all that there is, acknowledged or not. */
  pushAll(): void;
  /** The document's title or URL has changed. Of many changes those are told that a batch goes with. */
  describe(title: string, url: string): void;
  /**
   * The page goes away or is put aside: sends all that there is, and leaves it in storage.local too, for a
   * background that is stopped: what is posted to it now is lost, since the page is gone before it wakes
   * (docs/architecture.md).
   */
  leave(): void;
  /** It is in the back/forward cache now: the background takes a document that is connected to be open. */
  putAside(): void;
  /** It has not gone away after all. */
  stay(): void;
  /** What the background asked to be read is read. */
  read(): void;
  /** After the back/forward cache: Chromium's port is dead without a word. */
  comeBack(): void;
}

export type Settings = Extract<ToContent, { type: 'settings' }>;

export interface Orders {
  /** What these hold is to be told once; `later`: with the next record. */
  read(areas: readonly AreaKind[], later: boolean): void;
  settings(settings: Settings): void;
  /** Whether what the page notes may wait: this asks again when it may not. */
  hold(holds: boolean): void;
  /** Whether it was done; `stop` takes back what is in the page. */
  carryOut(order: PageOrder): boolean;
  /** No longer watched, and the page is restored: what is here ends. */
  stop(): void;
  /**
   * The extension was updated, loaded again or removed: the same, but its next run goes on in this document.
   */
  orphaned(): void;
}

const underWay = 2;
/** Milliseconds to the next attempt, doubled from one attempt to the next until the background answers. */
const firstDelay = 5;
const lastDelay = 1_000;

export function openUplink(claims: Claims, queue: Queue, orders: Orders, signal: AbortSignal): Uplink {
  let port: chrome.runtime.Port | null = null;
  let delay = firstDelay;
  let leaving = false;
  /** What is not told yet. */
  let described: FromContent | null = null;
  /** seq after each batch that was posted and is not acknowledged. */
  let awaited: number[] = [];
  /**
   * seq after what was left behind since the page began to go away: all of it again at each record would be
   * more than the browser can take.
   */
  let left = 0;
  /**
   * null until the background has given it: what goes away before is not taken for this document by anybody.
   */
  let secret: Uint8Array | null = null;
  let hasRead = false;
  let holds = false;

  function connect(): void {
    if (signal.aborted || port) return;
    try {
      if (!isExtensionThere()) throw new Error('extension gone');
      const opened = runtime.connect({ name: contextPort });
      opened.onMessage.addListener((message: ToContent) => {
        if (port === opened) obey(message);
      });
      opened.onDisconnect.addListener(() => {
        if (port === opened) lost();
      });
      port = opened;
      queue.rewind();
      awaited = [];
      say({ type: 'hello', claims: { ...claims, read: hasRead } });
      push();
    } catch {
      // runtime.connect throws too when the extension was updated or removed.
      orders.orphaned();
    }
  }

  /** Connecting starts a stopped background; one that keeps hanging up is asked less and less often. */
  function lost(): void {
    port = null;
    setTimeout(connect, delay);
    delay = Math.min(delay * 2, lastDelay);
  }

  function say(message: FromContent): void {
    try {
      port?.postMessage(message);
    } catch {
      // Firefox: the port's other end is gone, and onDisconnect has not come yet. Or it is there and the
      // message too large: it must hear of the end.
      if (isExtensionThere()) port?.disconnect();
      lost();
    }
  }

  function obey(message: ToContent): void {
    switch (message.type) {
      case 'ack':
        delay = firstDelay;
        queue.acknowledge(message.next);
        awaited = awaited.filter((end) => end > message.next);
        push();
        break;
      case 'settings':
        orders.settings(message);
        break;
      case 'secret':
        secret = bytesOfHex(message.secret);
        push();
        break;
      case 'read':
        hasRead = message.areas.length === 0;
        if (!hasRead) orders.read(message.areas, message.later);
        break;
      case 'order':
        carryOut(message);
        break;
      default:
        message satisfies never;
    }
  }

  function carryOut({ id, context, order }: Extract<ToContent, { type: 'order' }>): void {
    const isOurs = context === claims.context;
    say({ type: 'answer', id, done: isOurs && orders.carryOut(order) });
    if (isOurs && order.type === 'stop') orders.stop();
  }

  function push(all = leaving): void {
    while (port && (all || awaited.length < underWay)) {
      const batch = queue.next();
      if (!batch) break;
      awaited.push(batch.first + batch.count);
      say({ type: 'batch', ...batch });
    }
    if (leaving || awaited.length < underWay) tell();
    if (!leaving) left = 0;
    // storage.local is on disk, and the windows that are not private share it.
    else if (!isPrivate) leaveRest();
    hold();
  }

  function hold(): void {
    const isBusy = !leaving && (!port || awaited.length >= underWay);
    if (isBusy === holds) return;
    holds = isBusy;
    orders.hold(holds);
  }

  function tell(): void {
    if (!port || !described) return;
    say(described);
    described = null;
  }

  function leaveRest(): void {
    if (!secret) return;
    for (const batch of queue.rest(left)) {
      leaveBehind(claims.context, secret, batch);
      left = batch.first + batch.count;
    }
  }

  function disconnect(): void {
    port?.disconnect();
    port = null;
  }

  signal.addEventListener('abort', disconnect);
  connect();

  return {
    push() {
      push();
    },
    pushAll() {
      push(true);
    },
    describe(title, url) {
      described = { type: 'title', title, url };
      push();
    },
    read() {
      hasRead = true;
      say({ type: 'read' });
    },
    leave() {
      leaving = true;
      push();
    },
    // Firefox leaves the port open. Without the secret it is the only way for what the page does next.
    putAside() {
      if (secret) disconnect();
    },
    stay() {
      leaving = false;
      push();
    },
    comeBack() {
      leaving = false;
      disconnect();
      connect();
    },
  };
}
