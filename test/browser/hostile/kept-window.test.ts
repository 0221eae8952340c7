import type { Page } from 'puppeteer-core';
import { describeInBoth, withBrowser } from '../harness/with-browser';
import { startSite } from '../harness/site';
import { waitFor } from '../harness/wait';
import { isWriteOf, recordsWhen } from './attack';

/**
 * A page that opens windows of its origin in every way, and listens in each for the hello of our script
 * before the document is there. The first document at an address keeps the window of the empty one before it
 * (HTML, "initial about:blank").
 */
const opener = `<!doctype html><title>opener</title><link rel="icon" href="data:,"><body></body><script>
  const put = (name, attributes) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    document.body.append(element);
    return element.contentWindow ?? window[length - 1];
  };
  const text = '<title>made</title>';
  window.ways = {
    'frame': () => put('iframe', { src: '/child' }),
    'lazy frame': () => put('iframe', { src: '/child', loading: 'lazy' }),
    'frame of text': () => put('iframe', { srcdoc: text }),
    'frame of a blob': () => put('iframe', { src: URL.createObjectURL(new Blob([text], { type: 'text/html' })) }),
    'frame of a script': () => put('iframe', { src: 'javascript:"' + text + '"' }),
    'object': () => put('object', { data: '/child' }),
    'embed': () => put('embed', { src: '/child' }),
    'XML': () => put('iframe', { src: '/xml' }),
    'SVG': () => put('iframe', { src: '/svg' }),
    'plain text': () => put('iframe', { src: '/text' }),
    'tab': () => open('/child'),
    'tab of a script': () => open('javascript:"' + text + '"'),
    'tab of XML': () => open('/xml'),
    'tab of plain text': () => open('/text'),
  };
  window.heard = [];
  window.enter = (way) => {
    const inner = ways[way]();
    for (const type of ['load', 'tabshark-hello'])
      for (const target of [inner, inner.document])
        target.addEventListener(type, (event) => event.submitter && heard.push(way), true);
    (window.entered ??= {})[way] = inner;
  };
  window.writeIn = (way) => {
    const inner = entered[way];
    const { href } = inner.location;
    const isThere = inner.document.readyState === 'complete' && (href !== 'about:blank' || inner.document.title === 'made');
    if (isThere) inner.localStorage.setItem('in ' + way, '1');
    return isThere;
  };
</script>`;

interface Opener extends Window {
  enter(way: string): void;
  writeIn(way: string): boolean;
  readonly heard: readonly string[];
}

const ways = [
  'frame',
  'lazy frame',
  'frame of text',
  'frame of a blob',
  'frame of a script',
  'object',
  'embed',
  'XML',
  'SVG',
  'plain text',
  'tab',
  'tab of a script',
  'tab of XML',
  'tab of plain text',
];

describeInBoth('a page that listens in a window before its document is there', (launch) => {
  const { browser, site } = withBrowser(launch, () =>
    startSite({
      '/opener': opener,
      '/xml': { type: 'text/xml', body: '<a/>' },
      '/svg': { type: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' },
      '/text': { type: 'text/plain', body: 'text' },
    }),
  );
  let page: Page;

  beforeAll(async () => {
    page = await browser.open(`${site.origin}/opener`);
  });

  it.each(ways)('gets no private channel of a %s, and that is watched', async (way) => {
    await page.evaluate((name) => {
      (window as unknown as Opener).enter(name);
    }, way);
    await waitFor('the document', () =>
      page.evaluate((name) => (window as unknown as Opener).writeIn(name), way),
    );
    await recordsWhen(browser, site.origin, 'the write in it', isWriteOf(`in ${way}`));
    expect(await page.evaluate(() => (window as unknown as Opener).heard)).toEqual([]);
  });
});
