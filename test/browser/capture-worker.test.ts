import type { Page } from 'puppeteer-core';
import type { Answers, Question } from '../../src/capture/types';
import type { View } from '../../src/capture/view';
import type { FromWorker, ToWorker } from '../../view/worker/protocol';
import { launchChromium } from './harness/chromium';
import { waitFor } from './harness/wait';
import { withBrowser } from './harness/with-browser';

const view: View = {
  mode: 'exchanges',
  filter: '',
  kinds: ['local-storage'],
  problemsOnly: false,
  window: null,
  sort: null,
  expanded: [],
  fold: true,
};

// In Chromium alone: its driver runs code in the background.
describe('the worker of a viewer', () => {
  const { browser, site } = withBrowser(launchChromium);
  let viewer: Page;
  let page: Page;

  beforeAll(async () => {
    viewer = await browser.openPopup(site.origin);
    page = await browser.open(`${site.origin}/writer`);
    await start(site.origin);
  });

  /** Starts a worker of our own beside the viewer's, in the viewer's page, with its policy. */
  function start(origin: string): Promise<void> {
    return viewer.evaluate((of) => {
      const worker = new Worker('/view/worker.js');
      const heard: FromWorker[] = [];
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        heard.push(data);
      };
      const post = (message: ToWorker): void => {
        worker.postMessage(message);
      };
      post({ type: 'start', messages: {} });
      post({ type: 'open', capture: 1, origin: of });
      Object.assign(window, { post, heard });
    }, origin);
  }

  let request = 0;
  async function ask<Q extends Question>(question: Q): Promise<Answers[Q['ask']]> {
    request += 1;
    await viewer.evaluate(
      (number, asked) => {
        const { post } = window as unknown as { post: (message: ToWorker) => void };
        post({ type: 'ask', request: number, capture: 1, question: asked });
      },
      request,
      question,
    );
    const message = await waitFor(`the answer to ${question.ask}`, () =>
      viewer.evaluate((number) => {
        const { heard } = window as unknown as { heard: FromWorker[] };
        return heard.find((one) => one.type === 'answer' && one.request === number) ?? null;
      }, request),
    );
    return (message as FromWorker & { type: 'answer' }).answer as Answers[Q['ask']];
  }

  const write = (key: string): Promise<void> =>
    page.evaluate((name) => {
      localStorage.setItem(name, '1');
    }, key);

  const subjects = async (): Promise<string[]> =>
    (await ask({ ask: 'rows', view, from: 0, to: 100 })).rows.flatMap((row) =>
      row.row === 'exchange' ? [row.subject] : [],
    );

  it('reads what was stored before, and shows what comes while it is asked', async () => {
    await write('before');
    await waitFor('the first write', async () => (await subjects()).includes('before'));
    await write('after');
    await waitFor('the second write', async () => (await subjects()).join() === 'before,after');
  });

  it('tells its page once that answers have changed, without being asked', async () => {
    const told = (): Promise<number[]> =>
      viewer.evaluate(() => {
        const { heard } = window as unknown as { heard: FromWorker[] };
        return heard.flatMap((one) => (one.type === 'version' ? [one.version] : []));
      });
    const before = (await ask({ ask: 'status' })).version;
    await write('told');
    await waitFor('a new version', async () => Math.max(...(await told())) > before);
    await waitFor('the write', async () => (await subjects()).includes('told'));
  });

  it('is empty after the site was cleared, and goes on with what comes', async () => {
    await viewer.evaluate((origin) => chrome.runtime.sendMessage({ type: 'clear', origin }), site.origin);
    await waitFor('an empty list', async () => (await subjects()).length === 0);
    await write('anew');
    await waitFor('the write', async () => (await subjects()).join() === 'anew');
  });

  it('hears of what was committed right before the background was stopped', async () => {
    const worker = await browser.background();
    await worker.evaluate(() => {
      BroadcastChannel.prototype.postMessage = () => undefined;
    });
    await write('untold');
    await waitFor('it to be stored', async () =>
      (await browser.stored(site.origin)).records.some(
        (record) => record.type === 'storage-write' && record.key === 'untold',
      ),
    );
    expect(await subjects()).not.toContain('untold');
    await browser.stopBackground();
    await write('later');
    await waitFor('both', async () => (await subjects()).join() === 'anew,untold,later');
  });
});
