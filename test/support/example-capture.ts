import { scenario } from './scenario';
import { sitesOf, type Captured, type Site } from '../../src/file/site';

/** Texts that a format may take for its own: each is a title, a key, a value and a message. */
export const awkward = [
  '=HYPERLINK("http://evil.example","x")',
  '+1',
  '-1+2',
  '@SUM(A1)',
  '\t=1',
  'a,b"c\r\nd',
  'end',
  'loop; end; A->>B: x',
  '#59; %%{init: {}}%% %% comment',
  'a:b->>c--xd-->e',
  '```\n# no heading\n```',
  '<img src=x onerror=alert(1)> | [a](http://b) *c* `d`',
  '\u202eright\u0000 to \u200bleft',
  '火 🔥 é',
  '',
];

/** For tests: two tabs that use storage, a channel, a socket and a lock. */
export function exampleCapture(texts: readonly string[] = ['hello']): Captured {
  const on = scenario();
  const tabs = ['a', 'b'].map((id, at) => on.tab(id, { title: texts[at % texts.length] ?? id }));
  const [a, b] = tabs;
  if (!a || !b) throw new Error('two tabs');
  for (const one of tabs) {
    one.listen();
    one.open('broadcast-channel', 'news');
    one.listenOn('broadcast-channel', 'news');
  }
  const url = 'wss://shop.example/socket?room=1';
  a.open('websocket', url, 7, { url });
  a.state('websocket', url, 'connected', 7);
  a.state('web-lock', 'tabs', 'requested', 8);
  a.state('web-lock', 'tabs', 'granted', 8);
  for (const text of texts) {
    on.wait(50);
    b.hear(a.write(`key ${text}`, null, text));
    a.send('broadcast-channel', 'news', text);
    b.receive('broadcast-channel', 'news', text);
    a.send('websocket', url, text, 7);
    a.receive('websocket', url, { t: 'buffer', c: 'ArrayBuffer', n: 3, v: '010203' }, 7);
  }
  b.state('web-lock', 'tabs', 'requested', 9);
  a.state('web-lock', 'tabs', 'released', 8);
  b.state('web-lock', 'tabs', 'granted', 9);
  a.write('unheard', '1', '1');
  a.close('websocket', url, 7, { code: 1000, reason: 'done', wasClean: true });
  on.wait(5_000);
  return { ...on.capture(), until: null };
}

export function exampleSite(texts?: readonly string[]): Site {
  const [site] = sitesOf(exampleCapture(texts));
  if (!site) throw new Error('no site');
  return site;
}
