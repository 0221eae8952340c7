import { scenario, type Tab } from '../../../test/support/scenario';

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
