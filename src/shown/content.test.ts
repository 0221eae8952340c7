import type { Record } from '../record/record';
import { contentOf } from './content';
import { jsonChange } from './json-change';
import { spansText } from './spans-text';
import { textChange } from './text-change';

function write(oldValue: unknown, newValue: unknown, more: object = {}): string {
  const record = {
    type: 'storage-write',
    method: 'setItem',
    channel: { kind: 'local-storage', name: '' },
    context: 'a',
    seq: 0,
    time: 0,
    key: 'k',
    oldValue,
    newValue,
    ...more,
  } as unknown as Record;
  return spansText(contentOf(record));
}

const json = JSON.stringify;

test.each([
  [
    'a number in a list',
    { items: [{ qty: 1 }, { qty: 3 }] },
    { items: [{ qty: 1 }, { qty: 2 }] },
    'items[1].qty 3 → 2',
  ],
  ['two fields', { a: 1, b: 2, c: 3 }, { a: 1, b: 4, c: 5 }, 'b 2 → 4 said_more 1'],
  ['a field that came', { a: 1 }, { a: 1, 'b c': [2] }, '["b c"] + [2]'],
  ['an element that went', [1, 2, 3], [1, 2], '[2] − 3'],
  ['a value that became another kind', { a: { b: 1 } }, { a: null }, 'a {"b":1} → null'],
])('JSON shows the first path that changed: %s', (_, before, after, shown) => {
  expect(write(json(before), json(after))).toBe(shown);
});

test('JSON that is only written otherwise shows its text', () => {
  expect(write('{"a":1}', '{ "a": 1 }')).toBe('{"a":1} → { "a": 1 }');
});

test('a long text shows where it differs, never only the beginning that both share', () => {
  const shared = 'x'.repeat(5_000);
  expect(write(`${shared}old${shared}`, `${shared}newer${shared}`)).toBe('…xxxxoldxxxx… → …xxxxnewerxxxx…');
  expect(write(`${shared}9f2a`, `${shared}b71c`)).toBe('…xxxx9f2a → …xxxxb71c');
  expect(textChange(`a${shared}`, `b${shared}`)).toEqual({ before: 'axxxx…', after: 'bxxxx…' });
});

test('a long text that is all another shows both ends of each', () => {
  const { before, after } = textChange('a'.repeat(500), 'b'.repeat(500));
  expect(before).toMatch(/^a+…a+$/);
  expect(after).toMatch(/^b+…b+$/);
  expect(before.length).toBeLessThan(50);
});

test('a cut never leaves half of a character', () => {
  for (let length = 0; length < 40; length += 1) {
    const { before, after } = textChange(
      `${'x'.repeat(length)}${'🦈'.repeat(60)}`,
      `${'x'.repeat(length)}${'🐟'.repeat(60)}`,
    );
    for (const text of [before, after])
      expect(text).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/);
  }
});

test('values that were cut show the part that was kept and differs, or that none was', () => {
  const cut = (head: string, tail: string) => ({ head, tail, length: 99_999 });
  expect(write(cut('aaa', 'x'), cut('aab', 'x'))).toBe('aaa → aab');
  expect(write(cut('aaa', 'x'), cut('aaa', 'y'))).toBe('x → y');
  expect(write(cut('a', 'x'), { ...cut('a', 'x'), length: 5 })).toContain('said_cut 99999 5');
});

test('a message that was cut for speed says so, sent and received', () => {
  const data = { t: 'array', v: [{ t: 'cut', c: 'object' }], n: 30 };
  for (const type of ['send', 'receive'])
    expect(write(null, null, { type, data, brief: true })).toBe('[{…}, … 29] said_cut_for_speed ');
});

test('what changed nothing, was removed or cleared says so', () => {
  expect(write('1', '1')).toContain('said_same_value');
  expect(write('1', null, { method: 'removeItem' })).toBe('said_removed_was  1');
  expect(write(null, null, { method: 'clear', key: null, cleared: 3 })).toContain('said_cleared_many 3');
  expect(write(null, null, { method: 'clear', key: null, cleared: 0 })).toContain('said_cleared_none');
});

test('a write that threw shows what it would have written, and what the call threw', () => {
  const error = { name: 'QuotaExceededError', message: 'full' };
  expect(write(null, 'much', { error })).toBe('much QuotaExceededError: full');
});

test('a send that threw shows its data', () => {
  const record = {
    type: 'send',
    channel: { kind: 'broadcast-channel', name: 'x' },
    context: 'a',
    seq: 0,
    time: 0,
    object: 1,
    data: { t: 'object', k: ['type'], v: ['save'], n: 1 },
    error: { name: 'DataCloneError', message: 'no' },
  } as unknown as Record;
  expect(spansText(contentOf(record))).toBe('{type: "save"} DataCloneError: no');
});

test('deep and large values are compared in bounded time', () => {
  const deep = (value: number): string => `${'['.repeat(5_000)}${value}${']'.repeat(5_000)}`;
  expect(() => jsonChange(deep(1), deep(2))).not.toThrow();
  const many = (by: number): string => json(Array.from({ length: 10_000 }, (_, index) => index + by));
  expect(jsonChange(many(0), many(1))?.more).toBe(999);
});
