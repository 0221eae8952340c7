import type { Page } from 'puppeteer-core';
import type { Record } from '../../../src/record/record';
import { describeInBoth, withBrowser } from '../harness/with-browser';
import { onceAnswered } from '../harness/settled';
import { waitFor } from '../harness/wait';
import { isWriteOf, recordsAfterWrite, recordsWhen } from './attack';
import { inContentWorld } from './content-world';

/** What a renderer that was taken over sees of storage.local, kept in its content script's world. */
interface Spy {
  readonly seen: [string, unknown][];
}

describeInBoth('the content script of a site whose renderer was taken over', (launch) => {
  const { browser, site } = withBrowser(launch);
  /** The site that was taken over, and its page. */
  let evil: string;
  let attacker: Page;
  /** Of a site that is watched too. */
  let good: string;

  beforeAll(async () => {
    evil = `${site.origin}/taken-over`;
    good = site.at('127.0.0.1');
    attacker = await browser.open(evil);
    await recordsAfterWrite(browser, attacker, site.origin, 'before the attack');
    await inContentWorld(browser, evil, () => {
      const seen: [string, unknown][] = [];
      Object.assign(globalThis, { seen });
      chrome.storage.onChanged.addListener((changes) => {
        for (const [key, { newValue }] of Object.entries(changes))
          if (String(newValue).length < 100_000) seen.push([key, newValue]);
      });
    });
  });

  /** In the attacker's world. */
  function put(items: { readonly [key: string]: unknown }): Promise<void> {
    return inContentWorld(browser, evil, (all) => chrome.storage.local.set(all), items);
  }

  /** Everything that was put is gone: it was looked at. */
  function collected(): Promise<true> {
    return waitFor(
      'storage.local to be empty',
      () =>
        inContentWorld(
          browser,
          evil,
          async () => Object.keys(await chrome.storage.local.get(null)).length === 0,
        ),
      30_000,
    );
  }

  const write = (key: string) => ({
    type: 'storage-write',
    time: Date.now(),
    channel: { kind: 'local-storage', name: '' },
    method: 'setItem',
    key,
    oldValue: null,
    newValue: 'forged',
  });

  const isForged = (record: Record): boolean =>
    record.type === 'storage-write' && record.newValue === 'forged';

  /** As content scripts left it when they left plain text. */
  function plain(
    context: string,
    origin: string,
    first: number,
    key: string,
  ): { readonly [key: string]: unknown } {
    const claims = {
      context,
      origin,
      url: `${origin}/`,
      topOrigin: origin,
      title: '',
      partial: false,
      created: 1,
      replaces: null,
      read: false,
    };
    const batch = { first, count: 1, parts: [JSON.stringify([write(key)])] };
    return { [`left/${context}/${first}`]: { ...batch, claims } };
  }

  async function contextOf(page: Page, key: string): Promise<string> {
    const records = await recordsAfterWrite(browser, page, good, key);
    const { context } = records.find(isWriteOf(key)) ?? {};
    if (context === undefined) throw new Error('no such context');
    return context;
  }

  /** A page of the good site writes a secret and leaves while the background is stopped. */
  async function leaveWithSecret(name: string): Promise<string> {
    const page = await browser.open(`${good}/${name}`);
    const context = await contextOf(page, `${name}: before`);
    await onceAnswered(page, () => browser.stored(good));
    await browser.stopBackground();
    await page.evaluate(
      (key, to) => {
        localStorage.setItem(key, 'SECRET');
        location.href = to;
      },
      name,
      `${good}/elsewhere`,
    );
    return context;
  }

  const ofTheGood = (name: string): Promise<Record[]> =>
    recordsWhen(browser, good, `what ${name} left`, isWriteOf(name));

  it('makes no record of a site that it only names, watched or not', async () => {
    const bank = 'https://bank.example';
    await put({
      ...plain('a'.repeat(32), bank, 0, 'of the bank'),
      ...plain('b'.repeat(32), good, 0, 'of the good'),
    });
    await collected();
    for (const origin of [bank, good]) {
      const { records, contexts } = await browser.stored(origin);
      expect(records.filter(isForged)).toEqual([]);
      expect(contexts.filter(({ id }) => /^(a+|b+)$/.test(id))).toEqual([]);
    }
  });

  it('reads nothing of what another site’s page leaves behind, which is stored all the same', async () => {
    const context = await leaveWithSecret('read');
    expect((await ofTheGood('read')).filter(isWriteOf('read'))).toHaveLength(1);
    const seen = await inContentWorld(browser, evil, () => (globalThis as unknown as Spy).seen);
    const left = seen.filter(([key, value]) => key.startsWith(`left/${context}`) && value !== undefined);
    expect(left).not.toEqual([]);
    const text = JSON.stringify(left);
    const opened = left.map(([, value]) => Buffer.from(String(value), 'base64').toString('latin1')).join();
    for (const word of ['SECRET', good, '127.0.0.1', 'storage-write'])
      expect([text.includes(word), opened.includes(word)]).toEqual([false, false]);
  });

  it('destroys nothing of it by overwriting, removing and forging while the background is stopped', async () => {
    await inContentWorld(browser, evil, () => {
      const destroy = (changes: { [key: string]: chrome.storage.StorageChange }): void => {
        const [key, change] = Object.entries(changes)[0] ?? [];
        if (key === undefined || typeof change?.newValue !== 'string' || change.newValue === 'forged') return;
        chrome.storage.onChanged.removeListener(destroy);
        const first = `${key.slice(0, key.lastIndexOf('/'))}/0`;
        void chrome.storage.local.set({ [key]: 'forged', [first]: 'forged' });
        void chrome.storage.local.clear();
      };
      chrome.storage.onChanged.addListener(destroy);
    });
    await leaveWithSecret('destroyed');
    // Firefox may lose it (docs/security.md): nothing else is there in its place.
    if (browser.kind === 'chromium')
      expect((await ofTheGood('destroyed')).filter(isWriteOf('destroyed'))).toHaveLength(1);
    await collected();
    expect((await browser.stored(good)).records.filter(isForged)).toEqual([]);
  });

  it('adds nothing to an open document of another site, and takes no place among its records', async () => {
    const page = await browser.open(`${good}/open`);
    const context = await contextOf(page, 'open: before');
    const next = (await browser.stored(good)).records.filter((record) => record.context === context).length;
    await put({
      ...plain(context, good, next, 'in its name'),
      [`left/${context}/${next + 1}`]: { first: 0, count: 1_000_000, parts: [] },
      [`left/${context}/${next + 2}`]: Buffer.from('not sealed by anybody'.repeat(9)).toString('base64'),
    });
    await collected();
    await contextOf(page, 'open: after');
    const own = (await browser.stored(good)).records.filter((record) => record.context === context);
    expect(own.filter(isForged)).toEqual([]);
    expect(own.filter(({ type }) => type === 'gap')).toEqual([]);
    expect(own.map(({ seq }) => seq)).toEqual(own.map((_, index) => index));
    await page.close();
  });

  it('can not leave again what another document left, nor what it left itself under another’s name', async () => {
    const replayed = await leaveWithSecret('replayed');
    const before = await ofTheGood('replayed');
    const page = await browser.open(`${good}/replay-target`);
    const other = await contextOf(page, 'replay-target');
    const seen = await inContentWorld(browser, evil, () => (globalThis as unknown as Spy).seen);
    const left = seen.filter(([, value]) => typeof value === 'string');
    const moved = left.map(([key, value]): [string, unknown] => [
      `left/${other}/${key.split('/')[2]}`,
      value,
    ]);
    await put(Object.fromEntries([...left, ...moved]));
    await collected();
    await contextOf(page, 'replay-target: after');
    const after = (await browser.stored(good)).records;
    for (const name of ['read', 'replayed']) expect(after.filter(isWriteOf(name))).toHaveLength(1);
    // Of what was destroyed before, Firefox may have a gap.
    const own = after.filter(({ context }) => context === replayed || context === other);
    expect(own.filter(({ type }) => type === 'gap')).toEqual([]);
    expect(after.filter(({ context }) => context === other).some(isWriteOf('replayed'))).toBe(false);
    expect(after.length).toBeGreaterThanOrEqual(before.length);
    await page.close();
  });

  it('does not keep others from being stored by leaving much', async () => {
    const context = await leaveWithSecret('beside-much');
    await inContentWorld(
      browser,
      evil,
      async (id) => {
        const large = 'A'.repeat(1024 * 1024);
        for (const key of [`left/${id}/0`, `left/${'c'.repeat(32)}/0`])
          await chrome.storage.local.set({ [key]: large });
      },
      context,
    );
    expect((await ofTheGood('beside-much')).filter(isWriteOf('beside-much'))).toHaveLength(1);
    await collected();
  });

  it('changes no setting and no word on what is watched', async () => {
    const page = await browser.extensionPage();
    const said = (): Promise<unknown> =>
      page.evaluate(async () => {
        const opening = indexedDB.open('tabshark');
        await new Promise((resolve) => (opening.onsuccess = resolve));
        const store = opening.result.transaction('user').objectStore('user');
        const [keys, values] = [store.getAllKeys(), store.getAll()];
        await new Promise((resolve) => (values.onsuccess = resolve));
        opening.result.close();
        return [keys.result, values.result];
      });
    const before = await said();
    await put({
      settings: { records: 1_000, megabytes: 1, keep: true, stacks: true },
      watch: { all: true, added: ['https://bank.example'], removed: [good] },
    });
    await browser.stopBackground();
    const victim = await browser.open(`${good}/still-watched`);
    const records = await recordsAfterWrite(browser, victim, good, 'still watched');
    expect(records.find(isWriteOf('still watched'))).not.toHaveProperty('stack');
    expect(await said()).toEqual(before);
    await inContentWorld(browser, evil, () => chrome.storage.local.clear());
    await victim.close();
  });
});
