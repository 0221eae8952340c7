import type { Record } from '../../src/record/record';
import { codeOf } from './as-code';

const place = { context: 'c', seq: 0, time: 0 };
const storage = { kind: 'local-storage', name: '' } as const;

function write(key: string, newValue: string): Record {
  return {
    ...place,
    type: 'storage-write',
    method: 'setItem',
    channel: storage,
    key,
    oldValue: null,
    newValue,
  };
}

function ran(code: string, names: { readonly [name: string]: unknown }): void {
  // Pasted into a console it would run; here it runs on what records its calls.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function(...Object.keys(names), code)(...Object.values(names));
}

describe('a record as code', () => {
  it.each(['plain', "quote's", 'back\\slash', '"double"', 'two\nlines', '\u202eturned', '${x}', '</script>'])(
    'writes what was written: %j',
    (text) => {
      const calls: unknown[] = [];
      const code = codeOf(write(text, text)) ?? '';
      ran(code, { localStorage: { setItem: (...given: unknown[]) => calls.push(given) } });
      expect(calls).toEqual([[text, text]]);
      expect(code.split('\n')).toHaveLength(1);
      expect(code).not.toContain('\u202e');
    },
  );

  it('sends an equal value on an equal channel', () => {
    const sent: unknown[] = [];
    class BroadcastChannel {
      constructor(readonly name: string) {}
      postMessage(data: unknown): void {
        sent.push([this.name, data]);
      }
    }
    const data = {
      t: 'object',
      k: ['a', 'b-c', '__proto__'],
      v: [{ t: 'map', k: ['k'], v: [{ t: 'bigint', v: '1' }], n: 1 }, { t: 'undefined' }, 2],
      n: 3,
    } as const;
    const channel = { kind: 'broadcast-channel', name: 'it’s' } as const;
    ran(codeOf({ ...place, type: 'send', channel, object: 1, data }) ?? '', { BroadcastChannel });
    const value = { a: new Map([['k', 1n]]), 'b-c': undefined };
    Object.defineProperty(value, '__proto__', { value: 2, enumerable: true });
    expect(sent).toEqual([['it’s', value]]);
    expect(Object.getOwnPropertyDescriptor((sent[0] as unknown[])[1], '__proto__')?.value).toBe(2);
  });

  it('is none for what is no call', () => {
    expect(
      codeOf({ ...place, type: 'lifecycle', state: 'hidden', channel: { kind: 'document', name: '' } }),
    ).toBeNull();
  });
});
