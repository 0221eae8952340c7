import fc from 'fast-check';
import { context, observation } from '../../test/support/record-arbitraries';
import { parseObservation, parseRecord } from './record-parse';
import { parseContext } from './record-parts-parse';
import { keepName, keepText, keepTitle } from './text';

describe('parsing records', () => {
  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }), (value) => {
        parseObservation(value);
        parseRecord(value);
        parseContext(value);
      }),
    );
  });

  it('gives back what page/ and content/ build, as it is after its way through JSON', () => {
    fc.assert(
      fc.property(observation, (value) => {
        expect(parseObservation(JSON.parse(JSON.stringify(value)))).toEqual(value);
      }),
      { numRuns: 1_000 },
    );
  });

  it('gives back a stored record and a stored context', () => {
    fc.assert(
      fc.property(observation, fc.string(), fc.nat(), context, (value, id, seq, known) => {
        expect(parseRecord({ context: id, seq, ...value })).toEqual({ context: id, seq, ...value });
        expect(parseContext(known)).toEqual(known);
      }),
    );
  });

  it('takes no field that is not as it came, and leaves none out that belongs to a record', () => {
    const anyValue = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant(undefined));
    fc.assert(
      fc.property(observation, fc.nat(), anyValue, (value, which, other) => {
        const keys = Object.keys(value);
        const spoilt: { [name: string]: unknown } = { ...value, [keys[which % keys.length] ?? '']: other };
        const parsed = parseObservation(spoilt);
        if (parsed === undefined) return;
        expect(parseObservation(parsed)).toEqual(parsed);
        for (const [name, field] of Object.entries(parsed)) {
          expect({ field: spoilt[name] }).toMatchObject({ field });
        }
        for (const name of Object.keys(spoilt)) {
          if (spoilt[name] !== undefined && name in value) expect(parsed).toHaveProperty(name);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes no more of what an area held than content/ reads', () => {
    const channel = { kind: 'local-storage', name: '' };
    const stored = (entries: unknown): unknown => ({ type: 'stored', time: 1, channel, entries, left: 0 });
    const entries = (count: number): string[][] => Array.from({ length: count }, () => ['k', 'v']);
    expect(parseObservation(stored(entries(1_000)))).toBeDefined();
    expect(parseObservation(stored(entries(1_001)))).toBeUndefined();
    for (const entry of [[], ['k'], ['k', 'v', 'w'], ['k', null], 'kv', [1, 'v']])
      expect(parseObservation(stored([entry]))).toBeUndefined();
  });

  it('leaves out what it does not know', () => {
    const given = {
      type: 'lifecycle',
      time: 1,
      channel: { kind: 'document', name: '', x: 1 },
      state: 'gone',
    };
    expect(parseObservation({ ...given, extra: true })).toEqual({
      ...given,
      channel: { kind: 'document', name: '' },
    });
  });

  it.each([
    ['an unknown type', { type: 'vote', time: 1, channel: { kind: 'document', name: '' } }],
    [
      'an unknown channel',
      { type: 'lifecycle', time: 1, channel: { kind: 'pigeon', name: '' }, state: 'gone' },
    ],
    ['no time', { type: 'lifecycle', channel: { kind: 'document', name: '' }, state: 'gone' }],
    ['no object', { type: 'close', time: 1, channel: { kind: 'websocket', name: '' } }],
    [
      'a broken optional field',
      { type: 'close', time: 1, channel: { kind: 'websocket', name: '' }, object: 1, code: 'x' },
    ],
    [
      'a time that no Date can hold',
      { type: 'lifecycle', time: 8.65e15, channel: { kind: 'document', name: '' }, state: 'gone' },
    ],
    [
      'a name that is longer than page/ builds',
      {
        type: 'lifecycle',
        time: 1,
        channel: { kind: 'document', name: 'n'.repeat(keepName + 1) },
        state: 'gone',
      },
    ],
    [
      'a text that is longer than page/ builds',
      {
        type: 'error',
        time: 1,
        channel: { kind: 'websocket', name: '' },
        object: 1,
        message: 'm'.repeat(keepText + 1),
      },
    ],
  ])('rejects %s', (_, value) => {
    expect(parseObservation(value)).toBeUndefined();
  });

  it('rejects a document with a title or an icon that is longer than the background takes', () => {
    const [known] = fc.sample(context, 1);
    expect(parseContext(known)).toBeDefined();
    expect(parseContext({ ...known, title: 't'.repeat(keepTitle + 1) })).toBeUndefined();
    const icon = 'data:image/png;base64,';
    expect(parseContext({ ...known, favicon: icon })).toBeDefined();
    expect(parseContext({ ...known, favicon: icon.padEnd(40_000, 'A') })).toBeUndefined();
  });

  it('rejects a preview that is deeper or wider than page/ builds, without running out of stack', () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 100_000; depth++) deep = { t: 'boxed', v: deep };
    const send = { type: 'send', time: 1, channel: { kind: 'window', name: '' }, object: 0 };
    expect(parseObservation({ ...send, data: deep })).toBeUndefined();
    const wide = { t: 'array', v: Array.from({ length: 100_000 }, () => 1), n: 100_000 };
    expect(parseObservation({ ...send, data: wide })).toBeUndefined();
  });
});
