import '../test/support/extension';
import { doorbell, type Batch, type Ring } from '../src/protocol/background';
import { contextOf } from '../test/support/record-samples';
import { allRecords, writeNotes } from '../test/support/stored';
import { waitFor } from '../test/browser/harness/wait';
import { createCommitter, type Job } from './committer';
import { openStore } from './open-store';

const heard: Ring[] = [];
const bell = new BroadcastChannel(doorbell);
bell.onmessage = (event) => {
  heard.push((event as MessageEvent<Ring>).data);
};
afterAll(async () => {
  bell.close();
  (await openStore()).close();
});

let origin = '';
beforeEach(() => {
  origin = `http://${expect.getState().currentTestName?.length ?? 0}.x`;
  heard.length = 0;
});

interface Done {
  readonly reached: number[];
  refused: number;
}

function jobOf(id: string, batch: Batch | null, done: Done, context?: Job['context']): Job {
  return {
    id,
    context: context ?? (() => contextOf(id, { origin })),
    batch,
    done(next) {
      done.reached.push(next);
    },
    refused() {
      done.refused += 1;
    },
  };
}

async function seqsOf(): Promise<number[]> {
  return (await allRecords(await openStore(), origin)).map(({ seq }) => seq);
}

function rings(): Ring[] {
  return heard.filter((ring) => ring.type === 'committed' && ring.origin === origin);
}

test('the first after a silence is stored at once, what comes soon after it together', async () => {
  const committer = createCommitter(openStore);
  const done: Done = { reached: [], refused: 0 };
  committer.add(jobOf('a', writeNotes(0, 1), done));
  await waitFor('the first', () => done.reached.length === 1);
  for (let seq = 1; seq <= 20; seq += 1) committer.add(jobOf('a', writeNotes(seq, 1), done));
  await waitFor('the rest', () => done.reached.length === 21);
  expect(await seqsOf()).toEqual(Array.from({ length: 21 }, (_, seq) => seq));
  const counts = (): number[] => rings().flatMap((ring) => (ring.type === 'committed' ? [ring.count] : []));
  await waitFor('all rings', () => counts().reduce((sum, count) => sum + count, 0) === 21);
  // On a busy machine the next may be due by then, and begins with the first of them.
  expect([
    [1, 20],
    [1, 1, 19],
  ]).toContainEqual(counts());
});

test('a store that fails acknowledges nothing, says so, and gets all of it once it works', async () => {
  let broken = true;
  const committer = createCommitter(() => (broken ? Promise.reject(new Error('disk full')) : openStore()));
  const done: Done = { reached: [], refused: 0 };
  committer.add(jobOf('b', writeNotes(0, 2), done));
  await waitFor('the trouble', () =>
    heard.some((ring) => ring.type === 'trouble' && ring.message.includes('disk full')),
  );
  committer.add(jobOf('b', writeNotes(2, 2), done));
  expect(done).toEqual({ reached: [], refused: 0 });
  broken = false;
  await waitFor('both', () => done.reached.length === 2);
  expect(await seqsOf()).toEqual([0, 1, 2, 3]);
  await waitFor('the end of the trouble', () => {
    const last = heard.findLast((ring) => ring.type === 'trouble');
    return last?.message === '';
  });
});

test('a job that is not of its context is refused, and those beside it are stored', async () => {
  const committer = createCommitter(openStore);
  const done: Done = { reached: [], refused: 0 };
  committer.add(jobOf('c', writeNotes(0, 2), done));
  committer.add(jobOf('c', writeNotes(2, 5), done, () => null));
  committer.add(jobOf('c', writeNotes(2, 1), done));
  await waitFor('all three', () => done.reached.length + done.refused === 3);
  expect(done.refused).toBe(1);
  expect(await seqsOf()).toEqual([0, 1, 2]);
});

test('what comes twice is stored once, and what never came is a gap', async () => {
  const committer = createCommitter(openStore);
  const done: Done = { reached: [], refused: 0 };
  committer.add(jobOf('d', writeNotes(0, 4), done));
  committer.add(jobOf('d', writeNotes(2, 4), done));
  committer.add(jobOf('d', writeNotes(9, 1), done));
  await waitFor('all three', () => done.reached.length === 3);
  const records = await allRecords(await openStore(), origin);
  expect(records.map(({ seq, type }) => [seq, type === 'gap'])).toEqual([
    [0, false],
    [1, false],
    [2, false],
    [3, false],
    [4, false],
    [5, false],
    [8, true],
    [9, false],
  ]);
});

test('work between two commits sees all that was stored before it, and its failure is its own', async () => {
  const committer = createCommitter(openStore);
  const done: Done = { reached: [], refused: 0 };
  committer.add(jobOf('e', writeNotes(0, 3), done));
  const failing = committer.between(() => Promise.reject(new Error('its own')));
  const seen = committer.between((database) => allRecords(database, origin));
  await expect(failing).rejects.toThrow('its own');
  expect(await seen).toHaveLength(3);
  committer.add(jobOf('e', writeNotes(3, 1), done));
  await waitFor('the next', () => done.reached.length === 2);
});
