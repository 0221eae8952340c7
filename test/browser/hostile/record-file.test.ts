import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { rowsOf, showList, noticeAbout } from '../harness/popup';
import { chooseFiles } from '../harness/saving';
import { waitFor } from '../harness/wait';
import { describeInBoth, withBrowser } from '../harness/with-browser';
import { recordsAfterWrite } from './attack';

/** Markup and addresses that run, or ask the network, wherever a text is taken for more than a text. */
const markup = `"><img src=x onerror="window.executed=1"><script>window.executed=1</script><svg onload="window.executed=1">javascript:window.executed=1`;

const channel = { kind: 'local-storage', name: '' };
const documentOf = {
  tab: 1,
  frame: 0,
  document: null,
  documentOrigin: markup,
  documentUrl: `javascript:window.executed=1//${markup}`,
  topOrigin: markup,
  incognito: false,
  title: markup,
  partial: false,
  created: 1,
  ended: null,
  favicon: `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="window.executed=1"><script>window.executed=1</script></svg>`,
};

/** A line of a file as an export has it, but for what is given. */
function line(seq: number, more: object): string {
  return JSON.stringify({ ...documentOf, context: 'c', seq, time: 1_000 + seq, channel, ...more });
}

const marked = [
  line(0, { type: 'storage-write', method: 'setItem', key: markup, oldValue: markup, newValue: markup }),
  line(1, {
    type: 'storage-write',
    method: 'setItem',
    key: 'k',
    oldValue: null,
    newValue: `{"${markup}":1}`,
    error: { name: markup, message: markup },
    stack: `${markup}\n    at f (javascript:window.executed=1//http://x/:1:2)\n    at javascript:window.executed=1:1:2`,
  }),
  line(2, {
    type: 'storage-event',
    key: markup,
    oldValue: markup,
    newValue: null,
    url: `javascript:window.executed=1//${markup}`,
    isTrusted: true,
  }),
  line(3, {
    type: 'open',
    object: 1,
    channel: { kind: 'shared-worker', name: markup },
    url: `javascript:window.executed=1`,
    options: { t: 'object', k: ['__proto__', markup], v: [markup, { t: 'cut', c: markup }], n: 2 },
    error: { name: markup, message: markup },
  }),
  line(4, {
    type: 'send',
    object: 1,
    channel: { kind: 'broadcast-channel', name: markup },
    data: { t: 'map', k: [markup], v: [{ t: 'error', c: markup, v: markup }], n: 1 },
    error: { name: 'DataCloneError', message: markup, path: markup },
  }),
  line(5, { type: 'error', object: 1, channel: { kind: 'websocket', name: markup }, message: markup }),
  line(6, { type: 'lifecycle', channel: { kind: 'document', name: '' }, state: 'gone' }),
];

function nested(open: string, close: string): string {
  return open.repeat(100_000) + close.repeat(100_000);
}

const broken = [
  '{"__proto__":{"polluted":1}}',
  line(0, { type: 'lifecycle', channel: { kind: 'document', name: '' }, state: 'created' }).replace(
    '{',
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},',
  ),
  nested('[', ']'),
  nested('{"a":', '}'),
  `"${'x'.repeat(5 * 1024 * 1024)}"`,
  line(1, { type: 'storage-write', method: 1, key: {}, oldValue: [], newValue: 7 }),
  line(1, { type: 'lifecycle', state: 'gone', time: 1e300 }),
  line(1, { type: 'gap', count: -1, reason: 'missing' }),
  line(1, { type: 'vote' }),
  line(1, { type: 'lifecycle', state: 'gone', favicon: 'http://icon.test/' }),
  line(1, { type: 'send', object: 1, data: { t: '__proto__', v: 1 } }),
  '\u0000\u0001{]',
];

describeInBoth('a hostile file of records', (launch, kind) => {
  const { browser, site } = withBrowser(() => launch({ windows: true }));
  let page: Page;
  let viewer: Page;
  let folder: string;
  const asked: string[] = [];
  const errors: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-import-'));
    page = await browser.open(`${site.origin}/live`);
    viewer = await browser.openPopup(site.origin);
    await viewer.setViewport({ width: 1_400, height: 900 });
    viewer.on('request', (request) => asked.push(request.url()));
    viewer.on('pageerror', (error) => errors.push(String(error)));
    viewer.on('dialog', (dialog) => {
      errors.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function fileOf(name: string, content: string | Uint8Array): string {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    return file;
  }

  /** As a person does who drags a file from the desktop into the page. */
  async function drop(file: string): Promise<void> {
    const session = await viewer.createCDPSession();
    const data = { items: [], files: [file], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, x: 500, y: 500, data });
    await session.detach();
  }

  const noticeOf = (name: string): Promise<string> => noticeAbout(viewer, name);

  async function expectUnharmed(): Promise<void> {
    expect(
      await viewer.evaluate(() => [
        typeof (window as { executed?: number }).executed,
        typeof ({} as { polluted?: number }).polluted,
        document.querySelectorAll(
          'script:not([src="popup.js"], [src="../view/first.js"]), img[src="x"], svg[onload], a[href^="java"]',
        ).length,
      ]),
    ).toEqual(['undefined', 'undefined', 0]);
    expect(errors).toEqual([]);
    expect(asked.filter((url) => !/^(data|blob|(chrome|moz)-extension):/.test(url))).toEqual([]);
  }

  it('with markup in every text is shown as the texts that it has; nothing of it runs', async () => {
    await chooseFiles(viewer, fileOf('marked.ndjson', marked.join('\n')));
    await noticeOf('marked.ndjson');
    const rows = await waitFor('its rows', async () => {
      const seen = await rowsOf(viewer);
      return seen.length >= 6 && seen;
    });
    expect(rows.some(({ key }) => key.includes('<img src=x'))).toBe(true);
    // Every detail of each record, then every list.
    for (let index = 0; index < rows.length; index += 1) {
      await viewer.$$eval('.row', (all, at) => (all[at] as HTMLElement).click(), index);
      await viewer.waitForSelector('.details');
      await viewer.$$eval('.details [role="tab"], .details summary', (all) => {
        for (const one of all) (one as HTMLElement).click();
      });
      await expectUnharmed();
    }
    for (const name of ['findings', 'contexts', 'latencies', 'messages'] as const)
      await showList(viewer, name);
    await expectUnharmed();
  });

  it('that is malformed in each of its lines but one opens by that one, and tells of the others', async () => {
    await chooseFiles(viewer, fileOf('broken.ndjson', broken.join('\n')));
    const notice = await noticeOf('broken.ndjson');
    expect(notice).toContain(`${broken.length - 1} lines could not be read`);
    expect(notice).toContain('line 4 (not JSON)');
    expect(notice).toContain('line 5 (too long)');
    await waitFor('its row', async () => (await rowsOf(viewer)).some(({ type }) => type === 'lifecycle'));
    await expectUnharmed();
  });

  it.each([
    ['empty.ndjson', ''],
    ['binary.ndjson', new Uint8Array(100_000).map((_, index) => (index * 7) % 256)],
  ])('that holds no records is refused with a sentence: %s', async (name, content) => {
    await chooseFiles(viewer, fileOf(name, content));
    expect(await noticeOf(name)).toContain('could not be opened');
    await expectUnharmed();
  });

  it('of 64 MB in one line is refused, and the viewer goes on', async () => {
    await chooseFiles(viewer, fileOf('long.ndjson', 'x'.repeat(64 * 1024 * 1024)));
    expect(await noticeOf('long.ndjson')).toContain('line 1 (too long)');
    await expectUnharmed();
  });

  // In Chromium alone: no driver drags a file into Firefox.
  if (kind === 'chromium')
    it('can be dropped on the viewer instead', async () => {
      const written = line(0, {
        type: 'storage-write',
        method: 'setItem',
        key: 'dropped',
        oldValue: null,
        newValue: '1',
        documentOrigin: 'http://dropped.test',
      });
      await drop(fileOf('dropped.ndjson', written));
      await noticeOf('dropped.ndjson');
      await waitFor('its row', async () => (await rowsOf(viewer)).some(({ key }) => key === 'dropped'));
    });

  it('has kept the viewer from nothing: live records are shown as before, and nothing of a file is stored', async () => {
    await viewer.click('.picker .menu-face');
    await viewer.click(`.origins [data-origin="${site.origin}"]:not([data-file])`);
    await recordsAfterWrite(browser, page, site.origin, 'live after all');
    await waitFor('its row', async () => (await rowsOf(viewer)).some(({ key }) => key === 'live after all'));
    for (const origin of [markup, 'http://dropped.test'])
      expect(await browser.stored(origin)).toEqual({ records: [], contexts: [] });
    await expectUnharmed();
  });
});
