import type { Page } from 'puppeteer-core';
import { filter, showList, textsOf } from './harness/popup';
import { script, startSite } from './harness/site';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser } from './harness/with-browser';

function page(title: string, version: number): string {
  return `<!doctype html><title>${title}</title>
<script>
  const sent = { news: 0, chat: 0 };
  const channels = { news: new BroadcastChannel('news'), chat: new BroadcastChannel('chat') };
  if (document.title !== 'deaf') channels.news.onmessage = () => {};
  const { port } = new SharedWorker('/hub.js?v=${version}', 'hub');
  let answers = 0;
  port.onmessage = () => { answers += 1; };
  function say(name, times) {
    for (let time = 0; time < times; time += 1) channels[name].postMessage(time);
    sent[name] += times;
  }
  let release;
  function lock() {
    navigator.locks.request('leader', () => { document.title += '!'; return new Promise((resolve) => { release = resolve; }); });
  }
  addEventListener('storage', () => {});
</script>`;
}

describeInBoth('the board of connections', (launch) => {
  const { browser, site } = withBrowser(launch, () =>
    startSite({
      '/a': page('a', 1),
      '/b': page('b', 2),
      '/deaf': page('deaf', 2),
      '/hub.js': script(
        'onconnect = ({ ports: [port] }) => { port.onmessage = ({ data }) => port.postMessage(data); };',
      ),
    }),
  );
  let tabs: { readonly a: Page; readonly b: Page; readonly deaf: Page };
  let viewer: Page;

  beforeAll(async () => {
    tabs = {
      a: await browser.open(`${site.origin}/a`),
      b: await browser.open(`${site.origin}/b`),
      deaf: await browser.open(`${site.origin}/deaf`),
    };
    viewer = await browser.openPopup(site.origin);
    await viewer.setViewport({ width: 1_280, height: 800 });
    await viewer.waitForSelector('.view-connections');
    await showList(viewer, 'boards');
  });

  async function rows(board: string): Promise<string[]> {
    return textsOf(viewer, `.board-${board} tbody tr`);
  }

  /** Letters of a row with how each is drawn. */
  async function letters(board: string): Promise<string[]> {
    return viewer.$$eval(`.board-${board} tbody tr`, (all) =>
      all.map((row) =>
        [...row.querySelectorAll('.letter')]
          .map((one) => `${one.textContent} ${/look-(\w+)/.exec(one.className)?.[1] ?? ''}`)
          .join(', '),
      ),
    );
  }

  it('counts what the pages sent, as they count it themselves, and tells who listens', async () => {
    await tabs.a.evaluate('say("news", 7)');
    await tabs.b.evaluate('say("news", 5); say("chat", 3)');
    const own = async (name: string): Promise<number> => {
      const counts = await Promise.all(
        Object.values(tabs).map((tab) => tab.evaluate(`sent.${name}`) as Promise<number>),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    };
    const expected = [`news A B C ${await own('news')}`, `chat A B C ${await own('chat')}`];
    await waitFor('the counts', async () => {
      const seen = await rows('broadcast');
      return expected.every((text) => seen.some((row) => row.startsWith(text)));
    });
    expect(await letters('broadcast')).toEqual(['A filled, B filled, C deaf', 'A deaf, B deaf, C deaf']);
  });

  it('tells who holds a lock and who waits, and follows', async () => {
    await tabs.a.evaluate('lock()');
    await tabs.a.waitForFunction('document.title === "a!"');
    await tabs.b.evaluate('lock()');
    await waitFor('the lock', async () => (await rows('lock')).length === 2);
    expect(await rows('lock')).toEqual([
      expect.stringMatching(/^leader A a!? held [\d.]+ s/),
      expect.stringMatching(/^B b waiting [\d.]+ s/),
    ]);
    await tabs.a.evaluate('release()');
    await waitFor('the hand-over', async () => {
      const [first, ...others] = await rows('lock');
      return others.length === 0 && /^leader B b!? held/.test(first ?? '');
    });
  });

  it('sets two copies of a worker side by side, with what differs', async () => {
    await tabs.a.evaluate('port.postMessage("x")');
    await waitFor('the answer', async () => (await tabs.a.evaluate('answers')) === 1);
    const cards = await waitFor('its traffic', async () => {
      const texts = await textsOf(viewer, '.board-worker .card');
      return texts.some((text) => text.includes('1 to it, 1 from it')) && texts;
    });
    expect(cards).toHaveLength(2);
    expect(await textsOf(viewer, '.board-worker .differs')).toEqual(['?v=1', '?v=2']);
    const tabsOf = await viewer.$$eval('.board-worker .card .members', (all) =>
      all.map((one) => one.textContent),
    );
    expect(tabsOf).toEqual(['A', 'BC']);
  });

  it('says above the cards who runs another copy, and leads to the finding', async () => {
    const said = await waitFor('the sentence', async () => {
      const [text] = await textsOf(viewer, '.board-worker .copies');
      return text;
    });
    expect(said).toMatch(/runs another copy of the worker/);
    await viewer.click('.board-worker .copies .open-finding');
    await viewer.waitForSelector('.view-findings[aria-selected="true"]');
    await showList(viewer, 'boards');
  });

  it('says how long a worker takes to answer, as often as the page got an answer', async () => {
    for (let turn = 0; turn < 5; turn += 1)
      await tabs.a.evaluate(
        `new Promise((resolve) => { port.addEventListener('message', resolve, { once: true }); port.postMessage(${turn}); })`,
      );
    const got = String(await tabs.a.evaluate('answers'));
    await showList(viewer, 'latencies');
    const replies = async (): Promise<string[]> =>
      viewer.$$eval('.latencies .row', (all) =>
        all
          .filter((row) => row.querySelector('.to')?.textContent.startsWith('↩'))
          .map(
            (row) => `${row.querySelector('.from')?.textContent} ${row.querySelector('.times')?.textContent}`,
          ),
      );
    await waitFor('every answer', async () => (await replies())[0] === `All tabs ${got}`);
    expect((await replies()).slice(1)).toEqual([expect.stringContaining(` ${got}`)]);
    await showList(viewer, 'boards');
  });

  it('finds by name, and says where nothing is found', async () => {
    await filter(viewer, 'chat');
    await waitFor('one channel', async () => (await rows('broadcast')).length === 1);
    expect(await viewer.$('.board-worker')).toBeNull();
    await filter(viewer, 'nonsense');
    await viewer.waitForFunction(() => document.body.innerText.includes('Nothing matches.'));
    await filter(viewer, '');
    await waitFor('all of them', async () => (await rows('broadcast')).length === 2);
  });

  it('shows the instant that was chosen in State, and goes back to now', async () => {
    await tabs.a.evaluate(() => {
      localStorage.setItem('k', '1');
    });
    await tabs.b.evaluate('say("chat", 4)');
    await waitFor('the last message', async () => (await rows('broadcast')).some((row) => / 7 /.test(row)));
    await showList(viewer, 'state');
    await viewer.waitForSelector('.storage .row');
    await viewer.keyboard.press(',');
    await showList(viewer, 'boards');
    await viewer.waitForSelector('.board-at');
    // At the write the chat had three messages.
    await waitFor('the counts of then', async () =>
      (await rows('broadcast')).some((row) => /^chat .* 3 /.test(row)),
    );
    await viewer.click('.board-now');
    await waitFor('those of now', async () =>
      (await rows('broadcast')).some((row) => /^chat .* 7 /.test(row)),
    );
  });

  it('lets go of a tab that is closed, and shows it where that is asked for', async () => {
    await tabs.deaf.close();
    await waitFor('two documents', async () => (await textsOf(viewer, '.documents li')).length === 2);
    expect((await letters('broadcast'))[0]).toBe('A filled, B filled');
    await viewer.click('.show-closed input');
    const closed = await waitFor('the third', async () => {
      const texts = await textsOf(viewer, '.documents li');
      return texts.length === 3 && texts[2];
    });
    expect(closed).toMatch(/^C deaf .*gone/);
  });

  it('leads to a tab’s details', async () => {
    await viewer.click('.documents li:first-child .document');
    await viewer.waitForSelector('.details');
    expect(await viewer.$eval('.view-contexts', (button) => button.getAttribute('aria-pressed'))).toBe(
      'true',
    );
  });
});
