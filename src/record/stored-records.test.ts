import { sharedChannel, storedRecords } from './stored-records';
import type { Record } from './record';

const write: Record = {
  type: 'storage-write',
  context: 'a',
  seq: 0,
  time: 1,
  channel: { kind: 'local-storage', name: '' },
  method: 'setItem',
  key: 'k',
  oldValue: null,
  newValue: '1',
};

test('stored records are as they were written, and equal channels are one object', () => {
  const other: Record = { ...write, seq: 1, channel: { kind: 'session-storage', name: '' } };
  const records = [write, other, { ...write, seq: 2 }];
  const [first, second, third] = storedRecords(JSON.stringify(records));
  expect([first, second, third]).toEqual(records);
  expect(third?.channel).toBe(first?.channel);
  const [later] = storedRecords(JSON.stringify([{ ...write, seq: 3 }]));
  expect(later?.channel).toBe(first?.channel);
  expect(sharedChannel({ kind: 'local-storage', name: '' })).toBe(first?.channel);
});

test('a name that looks like another kind and name is not mixed up with it', () => {
  const [a, b] = storedRecords(
    JSON.stringify([
      { ...write, channel: { kind: 'broadcast-channel', name: 'a b' } },
      { ...write, channel: { kind: 'broadcast-channel', name: 'a  b' } },
    ]),
  );
  expect(a?.channel).not.toEqual(b?.channel);
});
