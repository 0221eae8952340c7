import { contextOf } from '../test/support/record-samples';
import { createReadings } from './readings';

const all = ['local-storage', 'session-storage', 'cookie'];
const one = contextOf('one', { tab: 1 });
const two = contextOf('two', { tab: 2 });

test('what documents share is read by the first of them, and by no other', () => {
  const readings = createReadings();
  expect(readings.due(one)).toEqual(all);
  expect(readings.due(two)).toEqual(['session-storage']);
  readings.done(one);
  expect(readings.due(contextOf('reloaded', { tab: 1 }))).toEqual([]);
  const other = { tab: 3, origin: 'http://y', topOrigin: 'http://y' };
  expect(readings.due(contextOf('other', other))).toEqual(all);
  const embedded = contextOf('embedded', { tab: 4, topOrigin: 'http://z' });
  expect(readings.due(embedded)).toEqual(['local-storage', 'session-storage']);
  expect(readings.due(contextOf('private', { tab: 5, incognito: true }))).toEqual(all);
});

test('another document reads what one that went away had not read', () => {
  const readings = createReadings();
  readings.due(one);
  readings.due(two);
  expect(readings.lost(one)).toBe(true);
  expect(readings.due(two)).toEqual(['local-storage', 'cookie']);
  readings.done(two);
  expect(readings.lost(two)).toBe(false);
});

test('a background that was stopped meanwhile asks nobody again, but for what was cleared since', () => {
  const readings = createReadings();
  readings.known(one);
  expect(readings.due(one)).toEqual([]);
  readings.forget(one.origin);
  readings.known(two);
  expect(readings.due(two)).toEqual(all);
});
