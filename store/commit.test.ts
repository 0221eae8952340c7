import 'fake-indexeddb/auto';
import { writeRecord } from '../test/support/stored';
import { contextOf } from '../test/support/record-samples';
import { createRandom } from '../test/support/random';
import type { Record } from '../src/record/record';
import { commit, type Entry } from './commit';
import { openDatabase, type Database } from './database';
import { readContexts, readOrigins, readRecords } from './history';

const unbounded = { records: Infinity, bytes: Infinity };

let database: Database;
beforeAll(async () => {
  database = await openDatabase(() => undefined);
});
afterAll(() => {
  database.close();
});

function entry(id: string, origin: string, records: readonly Record[]): Entry {
  return { id, context: () => contextOf(id, { origin }), records: () => records };
}

test('records of an origin keep their order in whatever pieces they come, and are read from anywhere', async () => {
  const random = createRandom(7);
  const origin = 'http://pieces';
  const all: Record[] = [];
  for (let round = 0; round < 40; round += 1) {
    const from = all.length;
    const large = round % 13 === 5;
    const many = Math.floor(random() * (large ? 9 : 90));
    // Some fill a chunk alone, one is larger than any.
    const size = large ? 70_000 : round === 20 ? 1_200_000 : 20;
    const count = size > 1_000_000 ? 1 : many;
    for (let index = 0; index < count; index += 1)
      all.push(writeRecord('a', from + index, `${from + index}`.padEnd(size, '.')));
    await commit(database, [entry('a', origin, all.slice(from))], unbounded, 1);
  }
  expect((await readRecords(database, origin, 0, Infinity)).records).toEqual(all);
  for (let round = 0; round < 20; round += 1) {
    const from = Math.floor(random() * all.length);
    const to = from + Math.floor(random() * (all.length - from + 5));
    const { first, records } = await readRecords(database, origin, from, to);
    expect([first, records]).toEqual([from, all.slice(from, to)]);
  }
  const [row] = (await readOrigins(database)).filter((one) => one.origin === origin);
  expect(row?.count).toBe(all.length);
  // Chunks stay small enough to be parsed whole.
  const chunks = await database.getAll('chunks');
  for (const { count, text } of chunks) expect(count === 1 || text.length < 1_200_000).toBe(true);
});

test('what is more than may be kept goes from the oldest on, and later ordinals stay', async () => {
  const origin = 'http://bounded';
  const retention = { records: 1_000, bytes: Infinity };
  const all = Array.from({ length: 4_000 }, (_, index) => writeRecord('b', index, `${index}`));
  for (let from = 0; from < all.length; from += 250)
    await commit(database, [entry('b', origin, all.slice(from, from + 250))], retention, 1);
  const { first, records } = await readRecords(database, origin, 0, Infinity);
  expect(records).toEqual(all.slice(first));
  expect(records.length).toBeLessThanOrEqual(1_000);
  // Whole chunks go: more than one chunk's records too few are none too many.
  expect(records.length).toBeGreaterThan(400);
  expect((await readRecords(database, origin, 3_990, 3_995)).records).toEqual(all.slice(3_990, 3_995));
});

test('a commit is stored whole or not at all', async () => {
  const origin = 'http://whole';
  await commit(database, [entry('c', origin, [writeRecord('c', 0, 'kept')])], unbounded, 1);
  const broken: Entry = {
    id: 'd',
    context: () => contextOf('d', { origin }),
    records() {
      throw new Error('no room');
    },
  };
  const both = [entry('c', origin, [writeRecord('c', 1, 'lost')]), broken];
  await expect(commit(database, both, unbounded, 2)).rejects.toThrow('no room');
  expect((await readRecords(database, origin, 0, Infinity)).records).toEqual([writeRecord('c', 0, 'kept')]);
  expect((await readContexts(database, origin)).map(({ id }) => id)).toEqual(['c']);
});

test('an entry is told what is stored of its context, which keeps its secret', async () => {
  const origin = 'http://reached';
  await commit(
    database,
    [entry('e', origin, [writeRecord('e', 0, '1'), writeRecord('e', 1, '2')])],
    unbounded,
    1,
  );
  const before = await database.get('contexts', 'e');
  const asked: unknown[] = [];
  const more: Entry = {
    id: 'e',
    context: (known) => ({ ...contextOf('e', { origin }), title: `${known?.title ?? ''}, later` }),
    records(nextSeq, { time }) {
      asked.push(nextSeq, time);
      return [];
    },
  };
  const { changed, committed } = await commit(database, [more], unbounded, 2);
  expect(asked).toEqual([2, writeRecord('e', 1, '2').time]);
  expect(changed.map(({ title }) => title)).toEqual(['e, later']);
  expect(committed).toEqual([]);
  const after = await database.get('contexts', 'e');
  expect(before?.secret).toMatch(/^[0-9a-f]{64}$/);
  expect(after?.secret).toBe(before?.secret);
});
