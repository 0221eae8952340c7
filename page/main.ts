import type { Order } from '../src/protocol/page';
import { hookBroadcastChannel } from './apis/broadcast-channel';
import { hearNamedEvents, hookEventSource } from './apis/event-source';
import { hookCookies } from './apis/cookies';
import { objectOf } from './endpoints';
import { connect, type Link } from './link';
import { hookListeners } from './listeners';
import { hookMessagePort, trackPort } from './apis/message-port';
import { closeOutbox, flush, openOutbox } from './outbox';
import { patchSourceText, restoreAll } from './patch';
import { hookSharedWorker } from './apis/shared-worker';
import { recordStacks } from './stack';
import { hearTries } from './missing-apis';
import { hookIndexedDb } from './apis/indexed-db';
import { hookServiceWorker } from './apis/service-worker';
import { awaitSuccessor, endSuccession, hearSuccessor } from './successor';
import { hearStorage, hookStorage } from './apis/storage';
import { hearThrown } from './thrown-by-handlers';
import { hookMessageChannel } from './travelling-ports';
import { hookWebLocks } from './apis/web-locks';
import { hookWebSocket } from './apis/websocket';
import { hearWindow, hookWindowMessages } from './apis/window-messages';

/**
 * MAIN world, document_start: says hello to content/ and, once that accepts, hooks what tabs talk through.
 */
connect((order: Order, link: Link, object: number): boolean => {
  switch (order) {
    case 'accept':
      openOutbox(link, restore);
      awaitSuccessor(link, restore);
      patchSourceText();
      hookListeners(hearNamedEvents);
      hearThrown();
      hookStorage();
      hookMessagePort();
      hookSharedWorker();
      hookBroadcastChannel();
      hookWebSocket();
      hookEventSource();
      hookMessageChannel(trackPort);
      hookWindowMessages();
      hookServiceWorker();
      hookWebLocks();
      hookIndexedDb();
      hookCookies();
      hearTries();
      break;
    case 'flush':
      return !flush();
    case 'reopened':
      hearSuccessor();
      hearThrown();
      hearStorage();
      hearWindow();
      hearTries();
      break;
    case 'restore':
      endSuccession();
      restore();
      break;
    case 'orphaned':
      restore();
      break;
    case 'stacks-on':
      recordStacks(true);
      break;
    case 'stacks-off':
      recordStacks(false);
      break;
    case 'has':
      return objectOf(object) !== undefined;
    default:
      return order satisfies never;
  }
  return true;
});

function restore(): void {
  restoreAll();
  closeOutbox();
}
