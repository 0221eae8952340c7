import fc, { type Arbitrary } from 'fast-check';
import { contextOfLeft, parseCommand, parseFromContent, parseLeft } from './background-parse';

const claims = {
  context: '0123456789abcdef0123456789abcdef',
  topOrigin: 'http://a.test',
  within: '',
  title: '',
  url: 'http://a.test/',
  origin: 'http://a.test',
  partial: false,
  created: 1.5,
  replaces: null,
  read: false,
};
const batch = { first: 0, count: 2, parts: ['[1,2]'] };

function parseLeftValue(value: unknown): ReturnType<typeof parseLeft> {
  // undefined for what JSON has no word for.
  const text: unknown = JSON.stringify(value);
  return parseLeft(typeof text === 'string' ? text : '');
}

/**
 * A good message with one field changed, missing or of another good type, and with a field that nobody knows.
 */
function spoilt(good: { readonly [name: string]: unknown }): Arbitrary<unknown> {
  const names = Object.keys(good);
  const strange = fc.oneof(
    fc.anything(),
    fc.constantFrom<unknown>(-1, 0.5, NaN, Infinity, 2 ** 53, 1e300, '', '0'.repeat(31), ['x', 1], null, {}),
  );
  return fc.record({ name: fc.constantFrom(...names), value: strange, all: fc.boolean() }).map((change) => ({
    ...good,
    ...(change.all ? {} : { [change.name]: change.value }),
    more: 'unknown field',
  }));
}

describe('messages to the background', () => {
  it('never make a parser throw', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        parseFromContent(value);
        parseCommand(value);
        parseLeftValue(value);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseLeft(text);
        contextOfLeft(text);
      }),
    );
  });

  it('are taken only as they are built, field by field', () => {
    const message = fc.oneof(
      spoilt({ type: 'hello', claims }),
      spoilt({ type: 'batch', ...batch }),
      spoilt({ type: 'title', title: 'A', url: 'http://a.test/a' }),
      spoilt(batch),
      spoilt(claims).map((value) => ({ type: 'hello', claims: value })),
      spoilt({ type: 'change-settings', change: { stacks: true, records: 5_000 } }),
      spoilt({ type: 'watch-all', on: true }),
      spoilt({ type: 'clear', origin: 'http://a.test' }),
    );
    fc.assert(
      fc.property(message, (value) => {
        for (const parse of [parseFromContent, parseLeftValue, parseCommand]) {
          const parsed = parse(value);
          if (parsed === undefined) continue;
          // Nothing is added, bent or taken over unread, and what was built is taken again. 0 may be -0.
          expect(JSON.parse(JSON.stringify(value))).toMatchObject(JSON.parse(JSON.stringify(parsed)));
          expect(parse(parsed)).toEqual(parsed);
          expect(JSON.stringify(parsed)).not.toContain('unknown field');
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('of a content script name a context by 128 bits, a moment that exists and safe seqs only', () => {
    fc.assert(
      fc.property(spoilt(claims), spoilt(batch), (hello, records) => {
        const greeted = parseFromContent({ type: 'hello', claims: hello });
        if (greeted?.type === 'hello') {
          expect(greeted.claims.context).toMatch(/^[0-9a-f]{32}$/);
          expect(Number.isNaN(new Date(greeted.claims.created).getTime())).toBe(false);
        }
        const sent = parseFromContent({ ...(records as object), type: 'batch' });
        if (sent?.type === 'batch') {
          expect(Number.isSafeInteger(sent.first + sent.count)).toBe(true);
          expect(Math.min(sent.first, sent.count)).toBeGreaterThanOrEqual(0);
          expect(sent.parts.every((part) => typeof part === 'string')).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    { type: 'hello', claims },
    { type: 'batch', ...batch },
    { type: 'title', title: 'A', url: 'http://localhost/a' },
    { type: 'read' },
  ])('are taken from content scripts: $type', (message) => {
    expect(parseFromContent({ ...message, more: 1 })).toEqual(message);
  });

  it.each([
    { type: 'hello', claims: { ...claims, context: 'mine' } },
    { type: 'hello', claims: { ...claims, created: Infinity } },
    { type: 'hello', claims: { ...claims, created: 1e300 } },
    { type: 'hello', claims: { ...claims, replaces: 'mine' } },
    { type: 'batch', ...batch, first: -1 },
    { type: 'batch', ...batch, first: Number.MAX_SAFE_INTEGER, count: 1 },
    { type: 'batch', ...batch, count: 1.5 },
    { type: 'batch', ...batch, count: 1e9 },
    { type: 'batch', ...batch, parts: [[]] },
    { type: 'title' },
    { type: 'watch', origin: 'http://a.test' },
    null,
  ])('are not taken if they are %j', (message) => {
    expect(parseFromContent(message)).toBeUndefined();
  });

  it.each([
    { type: 'watch', origin: 'http://a.test' },
    { type: 'change-settings', change: { stacks: true } },
    { type: 'watch-all', on: true },
  ])('are taken from viewers: $type', (message) => {
    expect(parseCommand({ ...message, more: 1 })).toEqual(message);
  });

  it.each([
    { type: 'watch' },
    { type: 'change-settings', change: { stacks: 1 } },
    { type: 'watch-all', on: 1 },
    { type: 'format-disk', origin: 'x' },
    'watch',
  ])('are no commands if they are %j', (message) => {
    expect(parseCommand(message)).toBeUndefined();
  });

  it('are left behind as batches whose parts hold as many as they say', () => {
    expect(parseLeftValue(batch)).toEqual(batch);
    expect(parseLeftValue({ first: 7, count: 3, parts: ['[1,2]', '[{}]'] })).toBeDefined();
    for (const count of [0, 1, 3, 1_000_000]) expect(parseLeftValue({ ...batch, count })).toBeUndefined();
    expect(parseLeftValue({ first: 0, count: 1_000_000, parts: [] })).toBeUndefined();
    expect(parseLeftValue({ ...batch, parts: ['[1,2'] })).toBeUndefined();
    expect(parseLeftValue({ ...batch, parts: ['2'] })).toBeUndefined();
  });

  it('are left behind under the id of their context', () => {
    expect(contextOfLeft(`left/${claims.context}/12`)).toBe(claims.context);
    for (const key of ['settings', claims.context, `left/${claims.context.slice(1)}/12`, 'left/__proto__/0'])
      expect(contextOfLeft(key)).toBeUndefined();
  });
});
