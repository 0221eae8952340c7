import { parseFilter } from './filter';
import type { Record } from './record';
import { contextOf } from './record-samples';

const write: Record = {
  type: 'storage-write',
  context: 'c',
  seq: 0,
  time: 0,
  channel: { kind: 'local-storage', name: '' },
  method: 'setItem',
  key: 'user/Ada',
  oldValue: null,
  newValue: '{"role":"admin"}',
};
const context = contextOf('c', { url: 'http://localhost/checkout', title: 'The Shop' });

function passes(text: string): boolean | undefined {
  return parseFilter(text)?.(write, context);
}

describe('the filter', () => {
  it('is none for an empty text', () => {
    expect(parseFilter('  ')).toBeNull();
  });

  it.each(['ada', 'ADMIN', 'setitem', 'checkout', 'shop', 'local-storage', 'user role', '"the shop"'])(
    'finds %s',
    (text) => {
      expect(passes(text)).toBe(true);
    },
  );

  it.each(['bob', 'ada bob', '-ada', '"shop the"'])('does not pass %s', (text) => {
    expect(passes(text)).toBe(false);
  });

  it('excludes what stands after a minus', () => {
    expect(passes('ada -bob')).toBe(true);
  });
});
