import type { Record } from '../record/record';
import { createCapture, type Capture } from './capture';
import type { Question } from './types';
import type { View } from './view';
import { plainState, plainView } from '../../test/support/captures';

const area = { kind: 'local-storage', name: '' } as const;
const news = { kind: 'broadcast-channel', name: 'news' } as const;
const socket = { kind: 'websocket', name: 'wss://x/' } as const;

/** Writes and messages of one tab, many of them alike, and a socket that lives for long. */
function recordOf(seq: number): Record {
  const common = { context: 'a', seq, time: Math.floor(seq / 3) * 40 };
  if (seq === 100) return { ...common, type: 'open', channel: socket, object: 2 };
  if (seq === 150) return { ...common, type: 'state', channel: socket, object: 2, state: 'connected' };
  if (seq === 700)
    return { ...common, type: 'close', channel: socket, object: 2, code: 1000, wasClean: true };
  if (seq % 2 === 0) return { ...common, type: 'send', channel: news, object: 1, data: `ping ${seq % 7}` };
  const change = { key: `k${seq % 10}`, oldValue: `${seq - 10}`, newValue: `${seq}` };
  return { ...common, type: 'storage-write', channel: area, method: 'setItem', ...change };
}

const unfolded = { ...plainView, fold: false };
const views: readonly View[] = [
  unfolded,
  { ...unfolded, filter: 'key:k3' },
  { ...unfolded, filter: 'ping' },
  { ...unfolded, kinds: ['websocket'] },
  { ...plainView, mode: 'events' },
];

const questions: readonly Question[] = [
  ...views.flatMap((view): Question[] => [
    { ask: 'rows', view, from: 0, to: Infinity },
    { ask: 'chips', view },
  ]),
  { ask: 'contexts', filter: '', window: null },
  { ask: 'rate', range: null, bins: 9, of: 'messages', by: 'channel', filter: '', kinds: null },
  { ask: 'rate', range: null, bins: 9, of: 'bytes', by: 'channel', filter: '', kinds: null },
];

/** Ids of all rows, those of folded ones in place of their row. */
function folded(capture: Capture): string[] {
  const { rows } = capture.ask({ ask: 'rows', view: plainView, from: 0, to: Infinity });
  return rows.flatMap((row) => ('fold' in row && row.fold ? row.fold.ids : [row.id])).sort();
}

function ask(capture: Capture, question: Question): unknown {
  return { ...capture.ask(question), version: 0 };
}

/** What it holds and knows as one that was opened with that alone. */
async function openedWith(records: readonly Record[]): Promise<Capture> {
  const capture = createCapture({ origin: 'http://x' });
  capture.add(records);
  await capture.loaded();
  return capture;
}

test('what is left when the oldest are let go is shown as if nothing had been before', async () => {
  const capture = createCapture({ origin: 'http://x', max: 500 });
  await capture.loaded();
  let before = 0;
  let times = 0;
  for (let seq = 0; seq < 1_500; seq += 30) {
    capture.add(Array.from({ length: 30 }, (_, at) => recordOf(seq + at)));
    for (const question of questions) ask(capture, question);
    folded(capture);
    const [oldest] = capture.all();
    if (oldest?.seq === before) continue;
    before = oldest?.seq ?? 0;
    times += 1;
    const other = await openedWith(capture.all());
    // Those that were folded stay together: what is in sight is not folded anew.
    expect(folded(capture)).toEqual(folded(other));
    for (const question of questions)
      expect({ seq, question, answer: ask(capture, question) }).toEqual({
        seq,
        question,
        answer: ask(other, question),
      });
  }
  expect(times).toBeGreaterThan(10);
});

test('a key keeps what was written to it, and how often, when that is let go', () => {
  const capture = createCapture({ origin: 'http://x', max: 1_000 });
  const first: Record = { ...recordOf(1), key: 'once', oldValue: null, newValue: 'kept' } as Record;
  capture.add([first]);
  for (let seq = 2; seq < 4_000; seq += 25) {
    capture.add(Array.from({ length: 25 }, (_, at) => recordOf(seq + at)));
    // It is not looked at: what goes is remembered all the same.
    capture.ask({ ask: 'status' });
  }
  const { entries } = capture.ask(plainState);
  expect(entries.find(({ key }) => key === 'once')).toMatchObject({ writes: 1 });
  const writes = Array.from({ length: 4_002 }, (_, seq) => seq).filter(
    (seq) => seq >= 2 && seq < 4_002 && recordOf(seq).type === 'storage-write' && seq % 10 === 3,
  );
  expect(entries.find(({ key }) => key === 'k3')).toMatchObject({ writes: writes.length });
});
