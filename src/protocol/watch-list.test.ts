import fc from 'fast-check';
import {
  covers,
  isListed,
  isWatchable,
  parseWatchList,
  patternOf,
  withOrigin,
  withoutOrigin,
} from './watch-list';

const own = ['http://localhost/*', 'http://*.localhost/*', 'http://[::1]/*'];
const none = { all: false, added: [], removed: [] };

describe('the watch list', () => {
  it('lists what the manifest covers, on any port', () => {
    for (const origin of ['http://localhost:3000', 'http://a.b.localhost', 'http://[::1]:8080'])
      expect(isListed(none, own, origin, true)).toBe(true);
    for (const origin of ['https://localhost', 'http://notlocalhost', 'http://localhost.test'])
      expect(isListed(none, own, origin, true)).toBe(false);
  });

  it('takes the user at their word, latest first', () => {
    const removed = withoutOrigin(none, 'http://localhost:3000', true);
    expect(isListed(removed, own, 'http://localhost:3000', true)).toBe(false);
    expect(isListed(removed, own, 'http://localhost:4000', true)).toBe(true);
    expect(withOrigin(removed, 'http://localhost:3000', true)).toEqual({
      all: false,
      added: ['http://localhost:3000'],
      removed: [],
    });
  });

  it('has one entry for all ports where patterns have no ports', () => {
    const removed = withoutOrigin(none, 'http://localhost:3000', false);
    expect(isListed(removed, own, 'http://localhost:4000', false)).toBe(false);
    expect(withOrigin(removed, 'http://localhost:4000', false).removed).toEqual([]);
  });

  it('lists all sites where the user says so, but for those that they took off it', () => {
    const all = parseWatchList({ all: true });
    expect(isListed(all, own, 'https://a.test', true)).toBe(true);
    const removed = withoutOrigin(all, 'https://a.test', true);
    expect(isListed(removed, own, 'https://a.test', true)).toBe(false);
    expect(isListed(removed, own, 'https://b.test', true)).toBe(true);
    expect(withOrigin(removed, 'https://a.test', true)).toEqual({
      all: true,
      added: ['https://a.test'],
      removed: [],
    });
  });

  it('leaves out what is no origin', () => {
    expect(
      parseWatchList({ added: ['http://a.test', 'http://a.test/', 'http://*', 'x'], removed: 1 }),
    ).toEqual({
      all: false,
      added: ['http://a.test'],
      removed: [],
    });
    expect(parseWatchList(undefined)).toEqual(none);
    expect(isWatchable('file://')).toBe(false);
    expect(isWatchable('null')).toBe(false);
  });

  it('is nothing but origins that can be watched, whatever is stored', () => {
    const entry = fc.oneof(
      fc.anything(),
      fc.string(),
      fc.webUrl(),
      fc.webUrl().map((url) => new URL(url).origin),
      fc.string().map((host) => `http://${host}`),
    );
    const stored = fc.record({ all: fc.anything(), added: fc.array(entry), removed: fc.array(entry) });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), stored), (value) => {
        const parsed = parseWatchList(value);
        expect(Object.keys(parsed)).toEqual(['all', 'added', 'removed']);
        expect(typeof parsed.all).toBe('boolean');
        for (const origin of [...parsed.added, ...parsed.removed]) {
          expect(new URL(origin).origin).toBe(origin);
          // One pattern that the browser refuses would keep all from being registered.
          expect(covers(patternOf(origin, false), origin)).toBe(true);
        }
        expect(parseWatchList(parsed)).toEqual(parsed);
      }),
      { numRuns: 1_000 },
    );
  });

  it('makes match patterns', () => {
    expect(patternOf('http://a.test:8080', true)).toBe('http://a.test:8080/*');
    expect(patternOf('http://a.test:8080', false)).toBe('http://a.test/*');
    expect(patternOf('https://a.test', true)).toBe('https://a.test/*');
    expect(covers('https://*/*', 'https://a.test:1')).toBe(true);
    expect(covers('*://*/*', 'http://a.test')).toBe(true);
    expect(covers('http://a.test/*', 'http://b.a.test')).toBe(false);
  });
});
