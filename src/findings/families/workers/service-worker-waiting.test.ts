import { scenario, type Scenario, type Tab } from '../../../../test/support/scenario';

function tell(page: Tab, waiting: string | null): void {
  const k = ['scope', 'installing', 'waiting', 'active', 'controller'];
  const v = ['http://x/', null, waiting, 'http://x/sw.js', 'http://x/sw.js'];
  page.state('service-worker', 'http://x/sw.js', 'registration', 0, {
    detail: { t: 'object', k, v, n: k.length },
  });
}

/** What is said of a page that goes while a worker waits, and of the page that comes in its place. */
function severityOf(url: string, waiting: string | null): string | undefined {
  const on: Scenario = scenario();
  const before = on.tab('before', { tab: 1, url: 'http://x/app?1' });
  tell(before, 'http://x/sw.js');
  on.wait(5_000);
  before.live('gone');
  const after = on.tab('after', { tab: 1, url });
  tell(after, waiting);
  on.wait(10_000);
  after.live('hidden');
  return on.findings().find(({ code }) => code === 'V3')?.severity;
}

it('is a warning where the page is loaded again and the worker still waits', () => {
  expect(severityOf('http://x/app?1#top', 'http://x/sw.js')).toBe('warning');
});

it('is a note where the tab goes on to another page', () => {
  expect(severityOf('http://x/cart', 'http://x/sw.js')).toBe('info');
});

it('is a note where the worker took over then', () => {
  expect(severityOf('http://x/app?1', null)).toBe('info');
});
