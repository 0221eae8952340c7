import { scenario, type Tab } from '../../../../test/support/scenario';

const worker = ['shared-worker', 'w.js'] as const;
const asModule = { options: { t: 'object', k: ['type'], v: ['module'], n: 1 } } as const;

function asks(page: Tab, answered: boolean): void {
  page.listenOn(...worker);
  page.state(...worker, 'started');
  for (const question of ['a', 'b']) {
    page.send(...worker, question);
    if (answered) page.receive(...worker, `answer ${question}`);
  }
}

describe('a page that is refused a worker that runs already', () => {
  it('is told which option differs, and not that the worker answers one port only', () => {
    const on = scenario();
    const [a, b] = [on.tab('a'), on.tab('b')];
    a.open(...worker);
    asks(a, true);
    b.open(...worker, 1, asModule);
    b.error(...worker);
    asks(b, false);
    on.wait(5_000);
    expect(on.findings().map(({ code }) => code)).toEqual(['W4']);
  });

  it('is not a page that hears of an exception in that worker', () => {
    const on = scenario();
    const [a, b] = [on.tab('a'), on.tab('b')];
    a.open(...worker);
    asks(a, true);
    b.open(...worker);
    b.error(...worker, 1, { message: 'ReferenceError: x is not defined' });
    asks(b, true);
    on.wait(5_000);
    expect(on.findings().filter(({ code }) => code.startsWith('W'))).toEqual([]);
  });
});

describe('a worker that nobody ever gets anything from', () => {
  function silent(tabs: number, answer: (a: Tab) => void = () => undefined) {
    const on = scenario();
    const all = ['a', 'b'].slice(0, tabs).map((name) => on.tab(name));
    for (const one of all) one.open(...worker);
    for (const one of all) asks(one, false);
    on.wait(6_000);
    const [a] = all;
    if (a) answer(a);
    on.wait(1_000);
    return on.findings().filter(({ code }) => code.startsWith('W'));
  }

  it('may not have started its ports, where two tabs wait for it', () => {
    expect(silent(2)).toMatchObject([
      { code: 'W1', variant: 'W1_inside', confidence: 'hint', contexts: ['a', 'b'] },
    ]);
  });

  it('may have nothing to say to one tab', () => {
    expect(silent(1)).toEqual([]);
  });

  it('was only slow, if it says something later', () => {
    expect(silent(2, (a) => a.receive(...worker, 'at last'))).toEqual([]);
  });

  it('has not started at all, where a page was told of an error', () => {
    const found = silent(2, (a) => a.error(...worker));
    expect(found.map(({ code }) => code)).toEqual(['W5']);
  });
});

describe('two builds of a worker’s script', () => {
  function codesOf(one: string, other: string, url = 'http://x/'): string[] {
    const on = scenario();
    const [a, b] = [on.tab('a', { url: 'http://x/' }), on.tab('b', { url })];
    a.open('shared-worker', one);
    b.open('shared-worker', other);
    on.wait(1_000);
    const found = on.findings().filter(({ code }) => code === 'W3');
    return found.map(({ severity, confidence }) => `${severity} ${confidence}`);
  }

  it('are two workers', () => {
    expect(codesOf('http://x/worker.3f2a1c.js', 'http://x/worker.9b7d04.js')).toEqual(['warning likely']);
    expect(codesOf('http://x/hub-B3kd9aQz.js', 'http://x/hub-Dx81mPq2.js')).toEqual(['warning likely']);
  });

  it('may be two scripts on two pages, unless they have a name of their own', () => {
    const [one, other] = ['http://x/worker.3f2a1c.js', 'http://x/worker.9b7d04.js'];
    expect(codesOf(one, other, 'http://x/shop')).toEqual(['info hint']);
    expect(codesOf(`${one} sync`, `${other} sync`, 'http://x/shop')).toEqual(['warning likely']);
  });

  it.each([
    ['http://x/worker-orders.js', 'http://x/worker-prices.js'],
    ['http://x/mail.3f2a1c.js', 'http://x/chat.9b7d04.js'],
    ['http://x/v1/worker.js', 'http://x/v2/worker.js'],
  ])('are not: %s and %s', (one, other) => {
    expect(codesOf(one, other)).toEqual([]);
  });
});

describe('two tabs with a worker each', () => {
  function found(a: readonly [url: string, worker: string], b: readonly [url: string, worker: string]) {
    const on = scenario();
    for (const [at, [url, name]] of [a, b].entries()) {
      const one = on.tab(`tab ${at}`, { url });
      one.open('shared-worker', name);
      on.wait(100);
    }
    on.wait(5_000);
    return on.findings().filter(({ code }) => code === 'W3');
  }
  const script = 'data:text/javascript,const%20ports%20%3D%20%5B%5D%3B%20const%20at%20%3D%20';

  it('whose script stands in its URL, with something of each tab, are told', () => {
    expect(found(['http://x/', `${script}17001`], ['http://x/', `${script}17002`])).toMatchObject([
      { severity: 'warning', confidence: 'likely', values: [expect.any(String), expect.any(String), {}] },
    ]);
  });

  it('whose script is a file of one name beside each page get a hint: its URL may be relative', () => {
    expect(
      found(['http://x/shop/', 'http://x/shop/hub.js'], ['http://x/desk/', 'http://x/desk/hub.js']),
    ).toMatchObject([{ severity: 'info', confidence: 'hint' }]);
  });

  it.each<[string, readonly [string, string], readonly [string, string]]>([
    ['scripts in URLs of other pages', ['http://x/a', `${script}1`], ['http://x/b', `${script}2`]],
    [
      'other scripts in URLs',
      ['http://x/', `${script}1`],
      ['http://x/', `data:text/javascript,${'x'.repeat(40)}`],
    ],
    [
      'files of one name in folders of their own',
      ['http://x/', 'http://x/a/w.js'],
      ['http://x/', 'http://x/b/w.js'],
    ],
    [
      'other files beside each page',
      ['http://x/a/', 'http://x/a/hub.js'],
      ['http://x/b/', 'http://x/b/log.js'],
    ],
  ])('are no finding: %s', (_, a, b) => {
    expect(found(a, b)).toEqual([]);
  });
});
