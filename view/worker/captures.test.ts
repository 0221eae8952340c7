import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openImported } from '../../src/capture/open-file';
import type { Question } from '../../src/capture/types';
import { createNdjsonImport } from '../../src/file/import';
import { startCaptures, type CaptureWorker, type Endpoint } from '../browser/capture-client';
import { createCaptures } from './captures';
import type { FromWorker, ToWorker } from './protocol';
import { plainState, plainView } from '../../test/support/captures';

const text = readFileSync(path.join(__dirname, '../../test/files/version-2.ndjson'), 'utf8');

const view = plainView;

const questions: readonly Question[] = [
  { ask: 'status' },
  { ask: 'rows', view, from: 0, to: 1_000 },
  { ask: 'rows', view: { ...view, mode: 'events', filter: 'cart' }, from: 0, to: 1_000 },
  { ask: 'rows', view: { ...view, problemsOnly: true }, from: 0, to: 1_000 },
  { ask: 'problem', view, from: null, direction: 'next' },
  { ask: 'findings', filter: '', kinds: null, window: null },
  { ask: 'contexts', filter: '', window: null },
  { ask: 'channels', window: null },
  { ask: 'chips', view },
  { ask: 'latencies', filter: '', window: null },
  { ask: 'rate', range: null, bins: 50, of: 'messages', by: 'channel', filter: '', kinds: null },
  plainState,
  { ask: 'step', area: 'local-storage', key: null, at: null, direction: 'previous' },
  { ask: 'key', area: 'local-storage', key: 'k', at: null, since: null, from: 0, to: 100 },
  { ask: 'values', of: 'key', like: '', most: 10 },
];

/** A page and its worker in one process: what they say is cloned, as between the two. */
function connect(opened: string | null = null) {
  const trouble: string[] = [];
  const sent: ToWorker[] = [];
  const never = new Promise<never>(() => undefined);
  const captures = createCaptures(
    () => never,
    (message: FromWorker) => {
      const data = structuredClone(message);
      setTimeout(() => endpoint.onmessage?.({ data } as MessageEvent<FromWorker>));
    },
  );
  const endpoint: Endpoint = {
    postMessage(message: ToWorker) {
      sent.push(message);
      const data = message.type === 'import' ? message : structuredClone(message);
      setTimeout(() => {
        captures.take(data);
      });
    },
    onmessage: null,
    onerror: null,
    terminate: () => undefined,
  };
  const worker = startCaptures(
    endpoint,
    {
      text: (name) => name,
      inFrame(run) {
        setTimeout(run);
      },
      trouble: (message) => trouble.push(message),
      closed: () => undefined,
      failed: (reason) => trouble.push(reason),
      silent: (is) => trouble.push(is ? 'silent' : 'there again'),
    },
    opened,
  );
  workers.push(worker);
  return { worker, trouble, sent };
}

const workers: CaptureWorker[] = [];
afterEach(() => {
  for (const worker of workers.splice(0)) worker.close();
});

function withoutVersion(answer: object): object {
  return { ...answer, version: 0 };
}

test('a file that the worker opens gives the answers that it gives in one process', async () => {
  const { worker, trouble } = connect();
  const { captures, refused } = await worker.importFiles([new File([text], 'a.ndjson')]);
  expect(refused.count).toBe(0);
  const reader = createNdjsonImport();
  reader.push(text);
  const here = openImported(reader.end());
  await here.done;
  expect(captures.map(({ origin }) => origin)).toEqual(here.captures.map(({ origin }) => origin));
  const [there] = captures;
  const [capture] = here.captures;
  while ((await there?.client.ask({ ask: 'status' }))?.loading) await new Promise((soon) => setTimeout(soon));
  for (const question of questions) {
    const answer = await there?.client.ask(question);
    // What passes through postMessage has no getters and no functions.
    const own = structuredClone(capture?.ask(question));
    expect({ question, answer: withoutVersion(answer ?? {}) }).toEqual({
      question,
      answer: withoutVersion(own ?? {}),
    });
  }
  const rows = await there?.client.ask({ ask: 'rows', view, from: 0, to: 1_000 });
  for (const { id } of rows?.rows ?? []) {
    const { details } = (await there?.client.ask({ ask: 'exchange', id })) ?? {};
    expect(details).toEqual(structuredClone(capture?.ask({ ask: 'exchange', id }).details));
  }
  expect(rows?.rows.length).toBeGreaterThan(5);
  expect(trouble).toEqual([]);
});

test('a file that is gzip opens as the file that it was made of, whatever its name; of one that is cut what is whole', async () => {
  const zipped = gzipSync(text);
  for (const part of [zipped, zipped.subarray(0, zipped.length - 20)]) {
    const { worker } = connect();
    const { captures } = await worker.importFiles([new File([part], 'a.ndjson')]);
    const status = await captures[0]?.client.ask({ ask: 'status' });
    expect(status?.records).toBeGreaterThan(5);
  }
});

test('asking again at one version asks the worker once; a question that fails rejects', async () => {
  const { worker } = connect();
  const { captures } = await worker.importFiles([new File([text], 'a.ndjson')]);
  const client = captures[0]?.client;
  const first = client?.ask({ ask: 'findings', filter: '', kinds: null, window: null });
  expect(client?.ask({ ask: 'findings', filter: '', kinds: null, window: null })).toBe(first);
  await first;
  client?.close();
  await expect(client?.ask({ ask: 'status' })).rejects.toThrow('no capture');
});

test('the page hears that answers have changed, and the same question is asked anew', async () => {
  const { worker } = connect();
  const { captures } = await worker.importFiles([new File([text], 'a.ndjson')]);
  const client = captures[0]?.client;
  const before = await client?.ask({ ask: 'status' });
  const heard = new Promise<number>((resolve) => client?.onVersion(resolve));
  client?.pause(true);
  expect(await heard).toBeGreaterThan(before?.version ?? 0);
  expect((await client?.ask({ ask: 'status' }))?.paused).toBe(true);
});

test('a capture that was opened before the page asks is the one of its origin; of another origin it is closed', () => {
  for (const [origin, expected] of [
    ['https://a.test', []],
    [
      'https://b.test',
      [
        { type: 'close', capture: 1 },
        { type: 'open', capture: 2, origin: 'https://b.test' },
      ],
    ],
  ] as const) {
    const { worker, sent } = connect('https://a.test');
    worker.open(origin);
    worker.open('https://c.test');
    expect(sent.filter(({ type }) => type === 'open' || type === 'close')).toEqual([
      ...expected,
      { type: 'open', capture: expected.length === 0 ? 2 : 3, origin: 'https://c.test' },
    ]);
  }
});
