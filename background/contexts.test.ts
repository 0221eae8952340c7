import { connect, tabs, type Port } from '../test/support/extension';
import { contextPort, type Claims } from '../src/protocol/background';
import type { Context } from '../src/record/record';
import { waitFor } from '../test/browser/harness/wait';
import { allRecords, writeNotes } from '../test/support/stored';
import { createCommitter } from './committer';
import { acceptContexts } from './contexts';
import { openStore } from './open-store';

let watched = true;
const shown: unknown[] = [];
const contexts = acceptContexts(
  createCommitter(openStore),
  () => Promise.resolve(watched),
  (tab, origin) => shown.push([tab, origin]),
);
const ports = new Set<Port>();
afterEach(() => {
  for (const port of ports) if (port.isOpen) port.lose();
});
afterAll(async () => {
  const database = await openStore();
  // Later the double of the browser is gone.
  await waitFor('all ends', async () =>
    (await database.getAll('contexts')).every(({ context }) => context.ended !== null),
  );
  database.close();
});

let documents = 0;
/** A document of its own, and what its content script says first. */
function newDocument(more: Partial<Claims> = {}): {
  id: string;
  claims: Claims;
  sender: { documentId: string };
} {
  documents += 1;
  const id = documents.toString(16).padStart(32, '0');
  const claims: Claims = {
    context: id,
    topOrigin: 'http://x',
    within: '',
    title: 'first',
    url: 'http://x/',
    origin: 'http://x',
    partial: false,
    created: 1_000,
    replaces: null,
    read: false,
    ...more,
  };
  return { id, claims, sender: { documentId: `document-${documents}` } };
}

function greet({ claims, sender }: ReturnType<typeof newDocument>, more: object = {}): Port {
  const port = connect(contextPort, { ...sender, ...more });
  ports.add(port);
  port.say({ type: 'hello', claims });
  return port;
}

function of(port: Port, type: string): object[] {
  return port.heard.filter((message) => message.type === type);
}

async function known(id: string): Promise<Context> {
  return waitFor('its row', async () => (await (await openStore()).get('contexts', id))?.context);
}

test('a document is what the browser says it is, not what it says itself', async () => {
  const one = newDocument({ origin: 'http://bank', topOrigin: 'http://bank', url: 'http://bank/' });
  greet(one, { url: 'http://me:secret@x/page' });
  expect(await known(one.id)).toMatchObject({
    origin: 'http://x',
    topOrigin: 'http://x',
    url: 'http://x/page',
    document: one.sender.documentId,
    title: 'first',
  });
  expect(shown).toContainEqual([1, 'http://x']);
});

test('what it sends is acknowledged once it is stored, and only then it gets its secret', async () => {
  const one = newDocument();
  const port = greet(one);
  expect(of(port, 'secret')).toEqual([]);
  port.say({ type: 'batch', ...writeNotes(0, 3) });
  await waitFor('the acknowledgement', () => of(port, 'ack').length > 0);
  expect(of(port, 'ack')).toEqual([{ type: 'ack', next: 3 }]);
  const row = await (await openStore()).get('contexts', one.id);
  await waitFor('the secret', () => of(port, 'secret').length > 0);
  expect(of(port, 'secret')).toEqual([{ type: 'secret', secret: row?.secret }]);
});

test('one that connects again sends what was not acknowledged, and nothing is stored twice', async () => {
  const one = newDocument();
  const first = greet(one);
  first.say({ type: 'batch', ...writeNotes(0, 3) });
  await waitFor('the acknowledgement', () => of(first, 'ack').length > 0);
  first.lose();
  const again = greet({ ...one, claims: { ...one.claims, read: true } });
  again.say({ type: 'batch', ...writeNotes(0, 5) });
  await waitFor('the acknowledgement', () => of(again, 'ack').length > 0);
  expect(of(again, 'ack')).toEqual([{ type: 'ack', next: 5 }]);
  const records = (await allRecords(await openStore())).filter(({ context }) => context === one.id);
  expect(records.map(({ seq }) => seq)).toEqual([0, 1, 2, 3, 4]);
  expect((await known(one.id)).ended).toBeNull();
});

test('another document under the same id is hung up on, and changes nothing', async () => {
  const one = newDocument();
  greet(one).say({ type: 'batch', ...writeNotes(0, 1) });
  const before = await known(one.id);
  const thief = greet(
    { ...one, sender: { documentId: 'other' } },
    {
      origin: 'http://evil',
      tab: { id: 9, incognito: false, url: 'http://evil/' },
    },
  );
  await waitFor('the end', () => !thief.isOpen);
  expect(of(thief, 'secret')).toEqual([]);
  expect(await known(one.id)).toEqual(before);
});

test.each([
  ['something else', { type: 'order', id: 1 }],
  ['a batch before its hello', { type: 'batch', ...writeNotes(0, 1) }],
  ['no object', 'hello'],
])('one that says %s is hung up on', (_, message) => {
  const port = connect(contextPort, newDocument().sender);
  port.say(message);
  expect(port.isOpen).toBe(false);
});

test('ports of other names are not ours', () => {
  const { sender, claims } = newDocument();
  const port = connect('other', sender);
  port.say({ type: 'hello', claims });
  expect([port.isOpen, port.heard]).toEqual([true, []]);
});

test('one that does not come back has ended, for good unless its tab was discarded', async () => {
  const [closed, discarded, back] = [newDocument(), newDocument(), newDocument()];
  tabs.set(2, { discarded: true });
  const all = [
    greet(closed),
    greet(discarded, { tab: { id: 2, incognito: false, url: 'http://x/' } }),
    greet(back),
  ];
  for (const { id } of [closed, discarded, back]) await known(id);
  for (const port of all) port.lose();
  greet(back);
  const end = await waitFor('its end', async () => (await known(closed.id)).ended);
  expect((await known(closed.id)).closed).toBe(end);
  await waitFor('the other end', async () => (await known(discarded.id)).ended);
  expect((await known(discarded.id)).closed).toBeNull();
  expect((await known(back.id)).ended).toBeNull();
});

test('one whose extension was updated goes on as another, and the earlier one has ended', async () => {
  const one = newDocument();
  greet(one);
  await known(one.id);
  const later = { ...newDocument({ replaces: one.id, created: 5_000 }), sender: one.sender };
  greet(later);
  await waitFor('the end', async () => (await known(one.id)).closed === 5_000);
  expect(contexts.replaced().map(({ id, by }) => [id, by.id])).toContainEqual([one.id, later.id]);
});

test('a site that is no longer watched is told to stop, and waited for', async () => {
  const one = newDocument();
  const port = greet(one);
  await known(one.id);
  watched = false;
  let isOver = false;
  const over = contexts.stopUnwatched().then(() => (isOver = true));
  const order = await waitFor('the order', () => of(port, 'order')[0] as { id: number; order: unknown });
  expect(order.order).toEqual({ type: 'stop' });
  await new Promise((resolve) => setTimeout(resolve));
  expect(isOver).toBe(false);
  port.say({ type: 'answer', id: order.id, done: true });
  await over;
  watched = true;
});

test('of a document whose records were cleared as it went away nothing is known anew', async () => {
  const [cleared, other] = [newDocument(), newDocument()];
  const [first, second] = [greet(cleared), greet(other)];
  await known(cleared.id);
  await known(other.id);
  first.lose();
  const database = await openStore();
  await database.delete('contexts', cleared.id);
  second.lose();
  // Its end is told after that of the first.
  await waitFor('the end of the other', async () => (await known(other.id)).ended !== null);
  expect(await database.get('contexts', cleared.id)).toBeUndefined();
});
