import { anyEvent } from './cases/any-event.mjs';
import { broadcastChannel } from './cases/broadcast-channel.mjs';
import { cookies } from './cases/cookies.mjs';
import { constructors } from './cases/constructors.mjs';
import { documents } from './cases/documents.mjs';
import { eventOptions } from './cases/event-options.mjs';
import { eventSource } from './cases/event-source.mjs';
import { events } from './cases/events.mjs';
import { functions } from './cases/functions.mjs';
import { indexedDb } from './cases/indexed-db.mjs';
import { leaving } from './cases/leaving.mjs';
import { locks } from './cases/locks.mjs';
import { messagePort } from './cases/message-port.mjs';
import { planted } from './cases/planted.mjs';
import { realms } from './cases/realms.mjs';
import { serviceWorker } from './cases/service-worker.mjs';
import { sharedWorker } from './cases/shared-worker.mjs';
import { storageConversions } from './cases/storage-conversions.mjs';
import { storageEvents } from './cases/storage-events.mjs';
import { storageSizes } from './cases/storage-sizes.mjs';
import { storage } from './cases/storage.mjs';
import { transfer } from './cases/transfer.mjs';
import { websocket } from './cases/websocket.mjs';
import { windowMessages } from './cases/window-messages.mjs';

/** Small programs by the sentence that says what they show; each returns what happened. */
export interface Cases {
  readonly [sentence: string]: (tools: never) => unknown;
}

export interface Families {
  readonly [family: string]: Cases;
}

/** These ask for nothing that documents of an opaque origin lack but storage. */
const everywhereFamilies: Families = {
  'storage-conversions': storageConversions,
  storage,
  events,
  'event-options': eventOptions,
  constructors,
  functions,
};

/**
 * Run one after another in one document, a document for each family: loading one for each case takes most of
 * the time.
 */
export const together: Families = {
  ...everywhereFamilies,
  'broadcast-channel': broadcastChannel,
  'message-port': messagePort,
  transfer,
  'shared-worker': sharedWorker,
  websocket,
  'event-source': eventSource,
  cookies,
  'indexed-db': indexedDb,
  locks,
  planted,
};

/** Each in a document of its own, since what one leaves behind would change another. */
export const apart: Families = {
  'storage-sizes': storageSizes,
  'storage-events': storageEvents,
  'service-worker': serviceWorker,
  'window-messages': windowMessages,
  realms,
  documents,
  'any-event': anyEvent,
  leaving,
};

/** Run all together in documents of every kind, by family and sentence. */
export const everywhere: Cases = Object.fromEntries(
  Object.entries(everywhereFamilies).flatMap(([family, cases]) =>
    Object.entries(cases).map(([sentence, run]) => [nameOf(family, sentence), run]),
  ),
);

export function nameOf(family: string, sentence: string): string {
  return `${family}: ${sentence}`;
}
