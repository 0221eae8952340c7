import { storageLocal } from '../test/support/extension';
import { randomBytes } from 'node:crypto';
import { leftPrefix, type Batch } from '../src/protocol/background';
import type { Record } from '../src/record/record';
import { seal } from '../src/sealing/seal';
import { contextOf } from '../test/support/record-samples';
import { allRecords, writeNotes } from '../test/support/stored';
import { waitFor } from '../test/browser/harness/wait';
import { commit } from '../store/commit';
import { createCommitter, type Job } from './committer';
import { collectLeftovers } from './leftovers';
import { openStore } from './open-store';

const committer = createCommitter(openStore);
/** The store has no room for what comes. */
let isFull = false;
collectLeftovers({
  ...committer,
  add(job: Job) {
    if (isFull) job.refused();
    else committer.add(job);
  },
});
afterAll(async () => {
  (await openStore()).close();
});

let documents = 0;
/** A document that the background has vouched for: its id and its secret. */
async function known(): Promise<{ id: string; secret: Buffer }> {
  documents += 1;
  const id = documents.toString(16).padStart(32, '0');
  const database = await openStore();
  const entry = { id, context: () => contextOf(id), records: () => [] };
  await commit(database, [entry], { records: Infinity, bytes: Infinity }, 1);
  return { id, secret: Buffer.from((await database.get('contexts', id))?.secret ?? '', 'hex') };
}

function sealed(batch: Batch, secret: Buffer): string {
  return Buffer.from(seal(secret, randomBytes(12), Buffer.from(JSON.stringify(batch)))).toString('base64');
}

function keyOf(id: string, first: number): string {
  return `${leftPrefix}${id}/${first}`;
}

async function storedOf(id: string): Promise<Record[]> {
  return (await allRecords(await openStore())).filter(({ context }) => context === id);
}

async function seqsOf(id: string): Promise<number[]> {
  return (await storedOf(id)).map(({ seq }) => seq);
}

async function isGone(key: string): Promise<boolean> {
  return !(await storageLocal.getKeys()).includes(key);
}

test('what a document left is stored, each record once, and removed', async () => {
  const { id, secret } = await known();
  await storageLocal.set({ [keyOf(id, 0)]: sealed(writeNotes(0, 3), secret) });
  await waitFor('its end', () => isGone(keyOf(id, 0)));
  await storageLocal.set({ [keyOf(id, 1)]: sealed(writeNotes(1, 4), secret) });
  await waitFor('its end', () => isGone(keyOf(id, 1)));
  expect(await seqsOf(id)).toEqual([0, 1, 2, 3, 4]);
});

test('batches that are left out of order leave no gap', async () => {
  const { id, secret } = await known();
  const left = [10, 2, 0].map((first) => [
    keyOf(id, first),
    sealed(writeNotes(first, first === 2 ? 8 : 2), secret),
  ]);
  await storageLocal.set(Object.fromEntries(left) as { [key: string]: string });
  await waitFor('all ends', async () => (await storageLocal.getKeys()).length === 0);
  expect((await storedOf(id)).map(({ seq, type }) => [seq, type])).toEqual(
    Array.from({ length: 12 }, (_, seq) => [seq, 'storage-write']),
  );
});

test('what is forged, of another document, or of one that nobody knows is removed and not stored', async () => {
  const [one, other] = [await known(), await known()];
  const nobody = 'f'.repeat(32);
  await storageLocal.set({
    [keyOf(one.id, 0)]: sealed(writeNotes(0, 2), other.secret),
    [keyOf(one.id, 1)]: JSON.stringify(writeNotes(0, 2)),
    [keyOf(nobody, 0)]: sealed(writeNotes(0, 2), one.secret),
    [`${leftPrefix}../${one.id}/0`]: sealed(writeNotes(0, 2), one.secret),
  });
  await waitFor('all ends', async () => (await storageLocal.getKeys()).length === 0);
  expect(await storedOf(one.id)).toEqual([]);
  expect(await storedOf(nobody)).toEqual([]);
});

test('what there is no room for now stays, and is stored when there is', async () => {
  const { id, secret } = await known();
  isFull = true;
  await storageLocal.set({ [keyOf(id, 0)]: sealed(writeNotes(0, 2), secret) });
  // A later one waits behind it.
  await storageLocal.set({ [keyOf(id, 2)]: sealed(writeNotes(2, 1), secret) });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await storageLocal.getKeys()).toEqual([keyOf(id, 0), keyOf(id, 2)]);
  isFull = false;
  await waitFor('all ends', async () => (await storageLocal.getKeys()).length === 0);
  expect(await seqsOf(id)).toEqual([0, 1, 2]);
});

test('what else is in the storage stays', async () => {
  await storageLocal.set({ settings: 1, [`other-${leftPrefix}`]: 2 });
  const { id, secret } = await known();
  await storageLocal.set({ [keyOf(id, 0)]: sealed(writeNotes(0, 1), secret) });
  await waitFor('its end', () => isGone(keyOf(id, 0)));
  expect(await storageLocal.getKeys()).toEqual(['settings', `other-${leftPrefix}`]);
});
