import { cookieWriter } from './cookie-writer';
import type { Preview } from '../record/preview';
import type { Record, State } from '../record/record';

function state(time: number, name: State['state'], detail: Preview): Record {
  const channel = { kind: 'cookie', name: '' } as const;
  return { type: 'state', context: 'a', seq: time, time, channel, object: 0, state: name, detail };
}
function by(how: string, parts: { readonly [name: string]: string }): Preview {
  return { t: 'object', k: ['by', ...Object.keys(parts)], v: [how, ...Object.values(parts)], n: 3 };
}

const set = state(10, 'written', by('document.cookie', { text: ' colour = green=ish ; path=/' }));
const other = state(11, 'written', by('cookieStore.set', { name: 'colour', value: 'blue' }));
const erased = state(12, 'written', by('cookieStore.delete', { name: 'size' }));
const all = [set, other, erased];

describe('who wrote a cookie', () => {
  it.each<[string, Record, Record | undefined]>([
    ['is found by name and value', state(15, 'changed', 'colour=green=ish'), set],
    ['is found for cookieStore too', state(15, 'changed', 'colour=blue'), other],
    ['is found for what was deleted', state(15, 'deleted', 'size'), erased],
    [
      'is nobody that was seen, where a server set another value',
      state(15, 'changed', 'colour=red'),
      undefined,
    ],
    ['is nobody, where the write is long ago', state(5_000, 'changed', 'colour=blue'), undefined],
    ['is not asked of a write', other, undefined],
  ])('%s', (_, change, writer) => {
    expect(cookieWriter(all, change)).toBe(writer);
  });
});
