import { broadcastChannel } from './cases/broadcast-channel.mjs';
import { documents } from './cases/documents.mjs';
import { events } from './cases/events.mjs';
import { eventOptions } from './cases/event-options.mjs';
import { functions } from './cases/functions.mjs';
import { constructors } from './cases/constructors.mjs';
import { indexedDb } from './cases/indexed-db.mjs';
import { locks } from './cases/locks.mjs';
import { messagePort } from './cases/message-port.mjs';
import { realms } from './cases/realms.mjs';
import { serviceWorker } from './cases/service-worker.mjs';
import { sharedWorker } from './cases/shared-worker.mjs';
import { storage } from './cases/storage.mjs';
import { storageConversions } from './cases/storage-conversions.mjs';
import { storageEvents } from './cases/storage-events.mjs';
import { transfer } from './cases/transfer.mjs';
import { websocket } from './cases/websocket.mjs';
import { windowMessages } from './cases/window-messages.mjs';

/** Small programs by the sentence that says what they show; each returns what happened. */
export interface Cases {
  readonly [sentence: string]: (tools: never) => unknown;
}

/** All of them, by what they are about. */
export const families: { readonly [family: string]: Cases } = {
  storage,
  'storage-conversions': storageConversions,
  'storage-events': storageEvents,
  events,
  'event-options': eventOptions,
  functions,
  constructors,
  'broadcast-channel': broadcastChannel,
  'message-port': messagePort,
  transfer,
  'shared-worker': sharedWorker,
  websocket,
  'service-worker': serviceWorker,
  'window-messages': windowMessages,
  'indexed-db': indexedDb,
  locks,
  realms,
  documents,
};

/** Those that get along with each other in one document, and ask for nothing that documents of an opaque origin lack but storage. */
export const inOneDocument: Cases = {
  ...storageConversions,
  ...storage,
  ...events,
  ...eventOptions,
  ...constructors,
  ...functions,
};
