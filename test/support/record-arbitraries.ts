import fc, { type Arbitrary } from 'fast-check';
import type { Preview, Tagged } from '../../src/record/preview';
import {
  channelKinds,
  gapReasons,
  lifecycleStates,
  listensOn,
  objectStates,
  type Channel,
  type Context,
  type ErrorInfo,
  type Observation,
  type Text,
} from '../../src/record/record';

/** For tests: every shape that page/ and content/ can build. */

const number = fc.maxSafeNat();
const words = fc.string({ maxLength: 8 });
/** JSON has no negative zero. */
const time = fc.double({ noNaN: true, min: 0, max: 8.64e15 }).map((value) => value + 0);

const text: Arbitrary<Text> = fc.oneof(words, fc.record({ head: words, tail: words, length: number }));
const textOrNull = fc.option(text);
const channel: Arbitrary<Channel> = fc.record({ kind: fc.constantFrom(...channelKinds), name: words });
const error = fc.record(
  { name: words, message: words, path: words },
  { requiredKeys: ['name', 'message'] },
) as Arbitrary<ErrorInfo>;

function tag<T extends string>(t: T): Arbitrary<T> {
  return fc.constant(t);
}

export const { preview } = fc.letrec<{ preview: Preview; tagged: Tagged }>((tie) => {
  const previews = fc.array(tie('preview'), { maxLength: 3 });
  const pairs = fc.array(fc.tuple(tie('preview'), tie('preview')), { maxLength: 3 });
  const properties = fc.array(fc.tuple(words, tie('preview')), { maxLength: 3 });
  return {
    preview: fc.oneof({ maxDepth: 4 }, words, time, fc.boolean(), fc.constant(null), tie('tagged')),
    tagged: fc.oneof(
      fc.record({
        t: fc.constantFrom('undefined', '-0', 'NaN', 'Infinity', '-Infinity', 'hole', 'getter'),
      }),
      fc.record({ t: fc.constantFrom('bigint', 'function', 'symbol'), v: words }),
      fc.record({ t: tag('text'), head: words, tail: words, n: number }),
      fc.tuple(properties, number, fc.option(words, { nil: undefined })).map(([own, n, c]): Tagged => {
        const made = { t: 'object', k: own.map(([k]) => k), v: own.map(([, v]) => v), n } as const;
        return c === undefined ? made : { ...made, c };
      }),
      fc.record({ t: fc.constantFrom('array', 'set'), v: previews, n: number }),
      fc
        .tuple(pairs, number)
        .map(([own, n]): Tagged => ({ t: 'map', k: own.map(([k]) => k), v: own.map(([, v]) => v), n })),
      fc.record({ t: tag('date'), v: fc.option(time) }),
      fc.record({ t: tag('regexp'), v: words, f: words }),
      fc.record({ t: tag('error'), c: words, v: words }),
      fc.record({ t: tag('boxed'), v: tie('preview') }),
      fc.record({ t: tag('buffer'), c: words, n: number, v: words }),
      fc.record({ t: tag('view'), c: words, n: number, b: number, v: words }),
      fc.record(
        { t: tag('blob'), n: number, type: words, name: words },
        { requiredKeys: ['t', 'n', 'type'] },
      ),
      fc.record({ t: tag('platform'), c: words, port: number }, { requiredKeys: ['t', 'c'] }),
      fc.record({ t: tag('ref'), v: number }),
      fc.record({ t: tag('cut'), c: words }),
    ),
  };
});

const common = { time, channel };
const onObject = { time, channel, object: number };
const withStack = { stack: words, cause: time };

/** One arbitrary a type: its required fields, then those that may be missing. */
function shape(
  type: Observation['type'],
  required: { [name: string]: Arbitrary<unknown> },
  optional: { [name: string]: Arbitrary<unknown> } = {},
): Arbitrary<Observation> {
  const fields: { [name: string]: Arbitrary<unknown> } = {
    type: fc.constant(type),
    ...required,
    ...optional,
  };
  const requiredKeys = ['type', ...Object.keys(required)];
  return fc.record(fields, { requiredKeys }) as Arbitrary<unknown> as Arbitrary<Observation>;
}

const values = { key: textOrNull, oldValue: textOrNull, newValue: textOrNull };
const transferred = { size: number, brief: fc.constant(true), ports: fc.array(number, { maxLength: 2 }) };

export const observation: Arbitrary<Observation> = fc.oneof(
  shape(
    'storage-write',
    { ...common, ...values, method: fc.constantFrom('setItem', 'removeItem', 'clear') },
    { cleared: number, foreign: fc.constant(true), error, ...withStack },
  ),
  shape('storage-event', { ...common, ...values, url: text, isTrusted: fc.boolean() }, { stamp: time }),
  shape(
    'send',
    { ...onObject, data: preview },
    {
      ...transferred,
      transfer: fc.array(words, { maxLength: 2 }),
      error,
      ...withStack,
    },
  ),
  shape(
    'receive',
    {
      ...onObject,
      data: preview,
      event: fc.constantFrom('message', 'messageerror'),
      isTrusted: fc.boolean(),
    },
    {
      ...transferred,
      name: words,
      stamp: time,
      origin: words,
      source: fc.constantFrom('self', 'parent', 'opener', 'top', 'child', 'other', 'none'),
    },
  ),
  shape('open', onObject, { url: text, options: preview, from: number, error, ...withStack }),
  shape('close', onObject, { code: number, reason: text, wasClean: fc.boolean() }),
  shape('error', { ...onObject, message: text }, { cause: time }),
  shape(
    'state',
    { ...onObject, state: fc.constantFrom(...objectStates) },
    { detail: preview, oldValue: textOrNull, stamp: time, ...withStack },
  ),
  shape('listeners', { ...onObject, event: words, count: number }, { on: fc.constantFrom(...listensOn) }),
  shape('lifecycle', { ...common, state: fc.constantFrom(...lifecycleStates) }),
  shape('clock', {
    ...common,
    ahead: fc.oneof(
      time,
      time.map((value) => 0 - value),
    ),
  }),
  shape('stored', { ...common, entries: fc.array(fc.tuple(text, text), { maxLength: 3 }), left: number }),
  shape('gap', { ...common, count: number, reason: fc.constantFrom(...gapReasons) }),
  shape('gap', {
    ...common,
    count: fc.constant(null),
    reason: fc.constantFrom('extension-restarted', 'not-noted'),
  }),
);

export const context: Arbitrary<Context> = fc.record({
  id: words,
  origin: words,
  url: words,
  title: words,
  favicon: fc.constantFrom('', 'data:image/png;base64,AAAA'),
  tab: fc.option(number),
  frame: fc.option(number),
  document: fc.option(words),
  topOrigin: words,
  incognito: fc.boolean(),
  partial: fc.boolean(),
  created: time,
  ended: fc.option(time),
  closed: fc.option(time),
  browser: fc.constantFrom('chromium', 'firefox', null),
  clockAhead: fc.integer(),
  openerTab: fc.option(number),
});
