import { openDatabase, type Database } from '../../store/database';
import { onRing } from '../browser/doorbell';
import { createCaptures, type Captures } from './captures';
import type { FromWorker, ToWorker } from './protocol';
import { reasonOf } from '../../src/reason';

/** A viewer's worker: it reads the store, hears what is committed, and answers what its page asks. */

/** Milliseconds between two attempts to open the store. */
const again = 1_000;

function send(message: FromWorker): void {
  postMessage(message);
}

async function openStore(): Promise<Database> {
  for (let failed = false; ; failed = true) {
    try {
      const database = await openDatabase(() => {
        send({ type: 'closed' });
      });
      if (failed) send({ type: 'trouble', message: '' });
      return database;
    } catch (error) {
      send({ type: 'trouble', message: reasonOf(error) });
    }
    await new Promise((resolve) => setTimeout(resolve, again));
  }
}

const captures: Captures = createCaptures(() => {
  onRing(captures.ring);
  return openStore();
}, send);
onmessage = (event: MessageEvent<ToWorker>) => {
  captures.take(event.data);
};
addEventListener('unhandledrejection', ({ reason }) => {
  send({ type: 'failed', reason: String(reason) });
});
