import { findingCodes, findingVariants } from '../../src/findings/catalogue';
import type { CaptureClient } from '../../src/capture/types';
import type { Neighbour } from '../../src/record/record';
import { placeholders } from '../../src/shown/messages';
import type { FromWorker, ImportedFiles, ToWorker } from '../worker/protocol';
import type { Reading } from './file-text';

/** A viewer's captures, all in one worker: the page itself parses, pairs and filters nothing. */
export interface CaptureWorker {
  /** Follows an origin in the store. */
  open(origin: string): StoredClient;
  /** What is shown before there is anything. */
  openNothing(): StoredClient;
  /**
   * A capture for each origin in the files, which are read as one. Rejects where they cannot be read, or the
   * signal ends it.
   */
  importFiles(files: readonly File[], reading?: Reading): Promise<ImportedClients>;
  /** Everything ends. */
  close(): void;
}

export interface StoredClient extends CaptureClient {
  /** Documents of other origins. */
  setNeighbours(neighbours: readonly Neighbour[]): void;
}

export interface ImportedClients extends Omit<ImportedFiles, 'captures'> {
  readonly captures: readonly { readonly origin: string; readonly client: StoredClient }[];
}

/** What the worker's page gives to it, and hears of it. */
export interface WorkerPage {
  /** A message of _locales with values filled in (view/browser/i18n.ts). */
  text(name: string, ...values: readonly string[]): string;
  /** Runs it with the next frame: a page that is not seen asks for nothing. */
  inFrame(run: () => void): void;
  /** Why the store cannot be opened; '' once it is. */
  trouble(message: string): void;
  /** A newer version of the extension wants the store: the page is to be loaded anew. */
  closed(): void;
  /** The worker did not start, or something in it went wrong. '': nothing is known of why. */
  failed(reason: string): void;
  /** Whether it does not answer at all. */
  silent(is: boolean): void;
}

/** The worker as an endpoint: a test may give another. */
export interface Endpoint {
  postMessage(message: ToWorker): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

interface Waiting {
  resolve(message: FromWorker): void;
  reject(error: Error): void;
}

/**
 * Milliseconds between two looks at whether the worker is there; when it has missed two, it is said to be
 * silent.
 */
const beats = 5_000;
const missed = 2;

/** `opened`: the origin of capture 1, where that is open already. */
export function startCaptures(
  endpoint: Endpoint,
  page: WorkerPage,
  opened: string | null = null,
): CaptureWorker {
  const waiting = new Map<number, Waiting>();
  /** How much of their files is read. */
  const reads = new Map<number, (part: number) => void>();
  const clients = new Map<number, (version: number) => void>();
  let requests = 0;
  let captures = 0;
  /** Nobody has asked for capture 1. */
  let isUnused = opened !== null;

  let unanswered = 0;

  endpoint.onmessage = ({ data }) => {
    if (unanswered >= missed) page.silent(false);
    unanswered = 0;
    switch (data.type) {
      case 'answer':
      case 'imported':
        take(data.request)?.resolve(data);
        break;
      case 'importing':
        reads.get(data.request)?.(data.part);
        break;
      case 'refused':
        take(data.request)?.reject(new Error(data.reason));
        break;
      case 'version':
        clients.get(data.capture)?.(data.version);
        break;
      case 'trouble':
        page.trouble(data.message);
        break;
      case 'closed':
        page.closed();
        break;
      case 'failed':
        page.failed(data.reason);
        break;
      case 'pong':
        break;
    }
  };
  // A script that cannot be loaded gives no message.
  endpoint.onerror = ({ message }: { readonly message?: string }) => {
    page.failed(message ?? '');
    for (const { reject } of waiting.values()) reject(new Error(message));
    waiting.clear();
  };
  endpoint.postMessage({ type: 'start', messages: findingMessages(page.text) });
  const beating = setInterval(() => {
    if (unanswered === missed) page.silent(true);
    unanswered += 1;
    endpoint.postMessage({ type: 'ping' });
  }, beats);

  function take(request: number): Waiting | undefined {
    const one = waiting.get(request);
    waiting.delete(request);
    reads.delete(request);
    return one;
  }

  function request<Type extends FromWorker['type']>(
    type: Type,
    messageOf: (request: number) => ToWorker,
  ): Promise<FromWorker & { readonly type: Type }> {
    requests += 1;
    const number = requests;
    return new Promise((resolve, reject) => {
      waiting.set(number, {
        resolve(message) {
          if (message.type === type) resolve(message as FromWorker & { readonly type: Type });
          else reject(new Error(`${message.type} is no answer to what awaits ${type}.`));
        },
        reject,
      });
      endpoint.postMessage(messageOf(number));
    });
  }

  function clientOf(capture: number): StoredClient {
    const heard = new Set<(version: number) => void>();
    /** Of this version; a question that was asked already is not asked again. */
    const asked = new Map<string, Promise<never>>();
    let version = 0;

    let told = 0;

    clients.set(capture, (next) => {
      version = next;
      asked.clear();
      page.inFrame(() => {
        if (told === version) return;
        told = version;
        for (const hear of [...heard]) hear(version);
      });
    });

    return {
      ask(question) {
        const key = JSON.stringify(question, infinityAsText);
        const known = asked.get(key);
        if (known) return known;
        const answer = request('answer', (number) => ({
          type: 'ask',
          request: number,
          capture,
          question,
        })).then((message) => message.answer as never);
        asked.set(key, answer);
        answer.catch(() => asked.delete(key));
        return answer;
      },
      version: () => version,
      onVersion(hear) {
        heard.add(hear);
        return () => {
          heard.delete(hear);
        };
      },
      pause(paused) {
        endpoint.postMessage({ type: 'pause', capture, paused });
      },
      setNeighbours(neighbours) {
        endpoint.postMessage({ type: 'neighbours', capture, neighbours });
      },
      close() {
        clients.delete(capture);
        heard.clear();
        endpoint.postMessage({ type: 'close', capture });
      },
    };
  }

  return {
    open(origin) {
      captures += 1;
      if (isUnused) {
        isUnused = false;
        if (opened === origin) return clientOf(captures);
        endpoint.postMessage({ type: 'close', capture: captures });
        captures += 1;
      }
      endpoint.postMessage({ type: 'open', capture: captures, origin });
      return clientOf(captures);
    },
    openNothing() {
      captures += 1;
      endpoint.postMessage({ type: 'open-nothing', capture: captures });
      return clientOf(captures);
    },
    async importFiles(files, reading) {
      const { imported } = await request('imported', (number) => {
        if (reading) reads.set(number, reading.progress);
        reading?.signal.addEventListener('abort', () => {
          endpoint.postMessage({ type: 'cancel-import', request: number });
        });
        return { type: 'import', request: number, files };
      });
      return {
        ...imported,
        captures: imported.captures.map(({ capture, origin }) => ({ origin, client: clientOf(capture) })),
      };
    },
    close() {
      clearInterval(beating);
      endpoint.terminate();
      for (const { reject } of waiting.values()) reject(new Error('The worker was ended.'));
      waiting.clear();
    },
  };
}

/** What findings are called, with their placeholders: the worker has no browser.i18n. */
function findingMessages(text: (name: string, ...values: readonly string[]) => string): {
  [name: string]: { readonly message: string };
} {
  const names = [
    ...findingCodes.map((code) => `finding_${code}_title`),
    ...findingVariants.map((variant) => `finding_${variant}_title`),
    ...['frozen', 'bfcached', 'discarded', 'gone', 'upgrade', 'deletion'].map((word) => `word_${word}`),
  ];
  return Object.fromEntries(names.map((name) => [name, { message: text(name, ...placeholders) }]));
}

function infinityAsText(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
