import { createCapture, type Capture } from '../../src/capture/capture';
import { openImported } from '../../src/capture/open-file';
import type { Ring } from '../../src/protocol/background';
import { speakFrom, type Speak } from '../../src/shown/messages';
import type { Database } from '../../store/database';
import { seldom } from '../browser/seldom';
import { browserHost } from '../browser/host';
import { readCapture } from '../browser/read-capture';
import { followStore, type Following } from './follow-store';
import type { FromWorker, ImportedFiles, ToWorker } from './protocol';
import { reasonOf } from '../../src/reason';

/** The captures of one viewer, and what its page asks of them. */
export interface Captures {
  take(message: ToWorker): void;
  ring(ring: Ring): void;
}

interface Held {
  readonly capture: Capture;
  /** null for one out of a file, and until the store is open. */
  readonly following: Following | null;
  /** Settles when the end of the history is read: questions wait for that. null: nothing is read. */
  readonly begun: Promise<void> | null;
}

/** `openStore` is called for the first capture that is in the store: those out of files need none. */
export function createCaptures(
  openStore: () => Promise<Database>,
  send: (message: FromWorker) => void,
): Captures {
  let database: Promise<Database> | null = null;
  const captures = new Map<number, Held>();
  /** A capture may be opened before it is known how findings are said. */
  let said: Speak = () => '';
  const speak: Speak = (name, ...values) => said(name, ...values);
  /** Captures out of files have numbers below 0: the page gives the others. */
  let imports = 0;
  /** What ends the reading of files, by its request. */
  const reading = new Map<number, AbortController>();

  function tellVersions(number: number, capture: Capture): void {
    capture.onVersion(() => {
      // It must not become known by telling of it: a version is known to whoever asks.
      send({ type: 'version', capture: number, version: capture.peekVersion() });
    });
  }

  function open(number: number, origin: string): void {
    const capture = createCapture({ origin, host: browserHost, speak });
    hold(number, capture, follow(number, origin, capture));
  }

  async function follow(number: number, origin: string, capture: Capture): Promise<void> {
    database ??= openStore();
    const store = await database;
    // Closed meanwhile. Rings that came are of what will be read.
    const held = captures.get(number);
    if (!held) return;
    const following = followStore(store, origin, capture, capture.trouble);
    captures.set(number, { ...held, following });
    await following.begun;
  }

  function hold(number: number, capture: Capture, begun: Promise<void> | null): void {
    captures.set(number, { capture, following: null, begun });
    tellVersions(number, capture);
  }

  async function importFiles(request: number, files: readonly File[]): Promise<ImportedFiles> {
    const ending = new AbortController();
    reading.set(request, ending);
    const progress = seldom((part) => {
      send({ type: 'importing', request, part });
    });
    const { imported, broken } = await readCapture(files, { progress, signal: ending.signal }).finally(() =>
      reading.delete(request),
    );
    const opened = openImported(imported, { host: browserHost, speak });
    const told = opened.captures.map((capture) => {
      imports -= 1;
      hold(imports, capture, null);
      return { capture: imports, origin: capture.origin };
    });
    const { refused, missing, browsers } = imported;
    return { captures: told, refused, missing, browsers, broken };
  }

  function heldOf(number: number): Held {
    const held = captures.get(number);
    if (!held) throw new Error(`There is no capture ${number}.`);
    return held;
  }

  /** Sends what comes of it, or why nothing did. */
  function answer(request: number, work: () => FromWorker | Promise<FromWorker>): void {
    new Promise<FromWorker>((resolve) => {
      resolve(work());
    }).then(send, (error: unknown) => {
      send({ type: 'refused', request, reason: reasonOf(error) });
    });
  }

  return {
    take(message) {
      switch (message.type) {
        case 'start':
          said = speakFrom(message.messages);
          break;
        case 'prepare':
          database ??= openStore();
          break;
        case 'open':
          open(message.capture, message.origin);
          break;
        case 'open-nothing': {
          const capture = createCapture({ origin: '', host: browserHost, speak });
          hold(message.capture, capture, null);
          void capture.loaded();
          break;
        }
        case 'import': {
          const { request } = message;
          answer(request, async () => ({
            type: 'imported',
            request,
            imported: await importFiles(request, message.files),
          }));
          break;
        }
        case 'cancel-import':
          reading.get(message.request)?.abort();
          break;
        case 'ask': {
          const { request, question } = message;
          answer(request, async () => {
            const { capture, begun } = heldOf(message.capture);
            if (begun) await begun;
            const told = capture.ask(question);
            if (question.ask === 'rows' && question.to > question.from)
              captures.get(message.capture)?.following?.shown();
            return { type: 'answer', request, answer: told };
          });
          break;
        }
        case 'neighbours': {
          captures.get(message.capture)?.capture.setNeighbours(message.neighbours);
          break;
        }
        case 'pause':
          heldOf(message.capture).capture.pause(message.paused);
          break;
        case 'close': {
          const held = captures.get(message.capture);
          held?.following?.close();
          held?.capture.close();
          captures.delete(message.capture);
          break;
        }
        case 'ping':
          send({ type: 'pong' });
          break;
      }
    },
    ring(ring) {
      for (const { following } of captures.values()) following?.take(ring);
    },
  };
}
