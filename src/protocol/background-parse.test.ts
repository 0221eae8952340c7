import fc from 'fast-check';
import { parseCommand, parseFromContent, parseLeft } from './background-parse';

const claims = {
  context: '0123456789abcdef0123456789abcdef',
  topOrigin: 'http://a.test',
  title: '',
  url: 'http://a.test/',
  origin: 'http://a.test',
  partial: false,
  created: 1.5,
  replaces: null,
};
const batch = { first: 0, count: 2, parts: ['[1,2]'] };

describe('messages to the background', () => {
  it('never make a parser throw', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        parseFromContent(value);
        parseCommand(value);
        parseLeft(value);
      }),
    );
  });

  it.each([
    { type: 'hello', claims },
    { type: 'hello', claims: { ...claims, replaces: claims.context } },
    { type: 'batch', ...batch },
    { type: 'title', title: 'A', url: 'http://localhost/a' },
  ])('are taken from content scripts: $type', (message) => {
    expect(parseFromContent({ ...message, more: 1 })).toEqual(message);
  });

  it.each([
    { type: 'hello', claims: { ...claims, context: 'mine' } },
    { type: 'hello', claims: { ...claims, created: Infinity } },
    { type: 'hello', claims: { ...claims, replaces: 'another' } },
    { type: 'batch', ...batch, first: -1 },
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
    { type: 'set-stacks', on: true },
  ])('are taken from viewers: $type', (message) => {
    expect(parseCommand({ ...message, more: 1 })).toEqual(message);
  });

  it.each([{ type: 'watch' }, { type: 'set-stacks', on: 1 }, { type: 'format-disk', origin: 'x' }, 'watch'])(
    'are no commands if they are %j',
    (message) => {
      expect(parseCommand(message)).toBeUndefined();
    },
  );

  it('are found in storage.local with their claims', () => {
    expect(parseLeft({ ...batch, claims })).toEqual({ ...batch, claims });
    expect(parseLeft(batch)).toBeUndefined();
  });
});
