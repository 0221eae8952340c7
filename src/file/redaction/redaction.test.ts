import type { Observation, Record } from '../../record/record';
import { previewOfJson } from '../../record/json-preview';
import fc from 'fast-check';
import { createNdjsonImport } from '../import';
import { ndjsonLine } from '../ndjson';
import { contextOf } from '../../../test/support/record-samples';
import { cpuTimeOf } from '../../../test/support/cpu-time';
import { createRedaction, noWishes, type Wishes } from './redaction';
import { mustGo, mustStay, type Place } from '../../../test/support/redaction-samples';

function recordOf(at: Place, seq = 0): Record {
  const base = { time: 1_764_363_000_000, context: 'a', seq };
  const made = (observation: {
    readonly type: Observation['type'];
    readonly [field: string]: unknown;
  }): Record => ({ ...base, ...observation }) as unknown as Record;
  const channel = { kind: 'broadcast-channel', name: 'x' };
  switch (at[0]) {
    case 'storage': {
      const [, key, newValue] = at;
      const area = { kind: 'local-storage', name: '' };
      return made({ type: 'storage-write', channel: area, method: 'setItem', key, oldValue: null, newValue });
    }
    case 'message':
      return made({ type: 'send', channel, object: 1, data: previewOfJson(at[1]) });
    case 'text':
      return made({ type: 'send', channel, object: 1, data: at[1] });
    case 'cookie': {
      const detail = { t: 'object', k: ['by', 'text'], v: ['document.cookie', at[1]], n: 2 };
      return made({
        type: 'state',
        channel: { kind: 'cookie', name: '' },
        object: 0,
        state: 'written',
        detail,
      });
    }
    case 'url':
      return made({ type: 'open', channel: { kind: 'websocket', name: at[1] }, object: 1, url: at[1] });
  }
}

/** Each record looked at, then each redacted. */
function redact(records: readonly Record[], wishes: Wishes = noWishes): Record[] {
  const redaction = createRedaction(wishes);
  for (const record of records) redaction.look(record);
  return records.map((record) => redaction.record(record));
}

function textOf(place: Place): string {
  return place.join(' ');
}

describe('redaction', () => {
  it('has two hundred samples of each kind', () => {
    expect(mustGo.length).toBeGreaterThanOrEqual(200);
    expect(mustStay.length).toBeGreaterThanOrEqual(200);
  });

  it.each(mustGo.map((sample) => [textOf(sample.at), sample] as const))(
    'replaces %s',
    (_name, { at, secret }) => {
      const [redacted] = redact([recordOf(at)]);
      const text = JSON.stringify(redacted);
      const forms = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)];
      // A number stands in its place, not in the time of the record.
      const content = text.replace('1764363000000', '');
      for (const form of forms) expect(content).not.toContain(form);
    },
  );

  it.each(mustStay.map((at) => [textOf(at), at] as const))('leaves %s', (_name, at) => {
    const record = recordOf(at);
    expect(redact([record])).toEqual([record]);
  });
});

/**
 * Every string that a value holds, and that JSON in it holds, and what URLs and bytes in it say: each as it
 * is when it is read.
 */
function contentOf(value: unknown): string {
  if (typeof value === 'string') {
    const inner = /^\s*[[{"]/.test(value) ? parsed(value) : undefined;
    const bytes = /^(?:[\da-f]{2}){4,}$/.test(value) ? Buffer.from(value, 'hex').toString('utf8') : '';
    const base64 = /[A-Za-z\d+/_-]{12,}={0,2}$/.exec(value)?.[0] ?? '';
    const within = [bytes, Buffer.from(base64, 'base64').toString('utf8'), unescaped(value)]
      .filter((text) => text !== value && /^[^\p{Cc}\ufffd]+$/u.test(text))
      .map(contentOf);
    return [value, ...within, inner === undefined ? '' : contentOf(inner)].join('\n');
  }
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, part]) => `${name}\n${contentOf(part)}`)
    .join('\n');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

const area = { kind: 'local-storage', name: '' };
const channel = { kind: 'broadcast-channel', name: 'x' };

function made(seq: number, fields: { readonly [name: string]: unknown }): Record {
  return { time: 1 + seq, context: 'a', seq, ...fields } as unknown as Record;
}

function written(seq: number, newValue: string): Record {
  return made(seq, {
    type: 'storage-write',
    channel: area,
    method: 'setItem',
    key: 'x',
    oldValue: null,
    newValue,
  });
}

function base64Of(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** JSON as PHP writes it. */
function phpOf(value: unknown): string {
  return JSON.stringify(value).replaceAll('/', '\\/');
}

/** The ways in which a page may hold a secret: the first gives it away, the others only hold it. */
const holdings: readonly ((secret: string, seq: number) => Record)[] = [
  (secret, seq) =>
    made(seq, {
      type: 'storage-write',
      channel: area,
      method: 'setItem',
      key: 'token',
      oldValue: null,
      newValue: secret,
    }),
  (secret, seq) =>
    made(seq, {
      type: 'storage-write',
      channel: area,
      method: 'setItem',
      key: 'x',
      oldValue: null,
      newValue: JSON.stringify({ y: [secret] }),
    }),
  (secret, seq) =>
    made(seq, {
      type: 'storage-event',
      channel: area,
      key: secret,
      oldValue: null,
      newValue: '1',
      url: `http://x/?q=${encodeURIComponent(secret)}`,
      isTrusted: true,
    }),
  (secret, seq) =>
    made(seq, {
      type: 'send',
      channel,
      object: 1,
      data: { t: 'object', k: ['z', secret], v: [secret, 1], n: 2 },
    }),
  (secret, seq) =>
    made(seq, {
      type: 'send',
      channel,
      object: 1,
      data: JSON.stringify({ a: JSON.stringify({ b: secret }) }),
    }),
  (secret, seq) =>
    made(seq, {
      type: 'send',
      channel,
      object: 1,
      data: { t: 'map', k: [secret], v: [{ t: 'set', v: [secret], n: 1 }], n: 1 },
    }),
  (secret, seq) =>
    made(seq, {
      type: 'send',
      channel,
      object: 1,
      data: { t: 'buffer', c: 'ArrayBuffer', n: 99, v: Buffer.from(secret, 'latin1').toString('hex') },
    }),
  (secret, seq) =>
    made(seq, {
      type: 'send',
      channel,
      object: 1,
      data: `before ${secret} after`,
      stack: `f (http://x/a.js?${secret}:1:2)`,
    }),
  (secret, seq) =>
    made(seq, {
      type: 'send',
      channel,
      object: 1,
      data: {
        t: 'text',
        head: `{"a":"${JSON.stringify(secret).slice(1, -1)}","b":`,
        tail: secret,
        n: 40_000,
      },
    }),
  (secret, seq) => made(seq, { type: 'error', channel, object: 1, message: `cannot use ${secret}` }),
  (secret, seq) =>
    made(seq, {
      type: 'close',
      channel: { kind: 'websocket', name: `ws://x/?a=${encodeURIComponent(secret)}` },
      object: 1,
      reason: secret,
    }),
  (secret, seq) =>
    made(seq, {
      type: 'state',
      channel: { kind: 'cookie', name: '' },
      object: 0,
      state: 'changed',
      detail: `y=${secret}`,
      oldValue: secret,
    }),
  (secret, seq) =>
    written(
      seq,
      JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ c: JSON.stringify([secret]) }) }) }),
    ),
  (secret, seq) => written(seq, phpOf({ a: [secret] })),
  (secret, seq) => written(seq, base64Of(`before it ${secret} behind it`)),
  (secret, seq) => written(seq, `data:application/json;base64,${base64Of(JSON.stringify({ a: secret }))}`),
  (secret, seq) =>
    written(
      seq,
      `/next?to=${encodeURIComponent(`/x?y=${encodeURIComponent(JSON.stringify({ a: secret }))}`)}`,
    ),
  (secret, seq) => written(seq, `/next?data=${encodeURIComponent(base64Of(JSON.stringify({ a: secret })))}`),
  (secret, seq) =>
    made(seq, {
      type: 'send',
      channel,
      object: 1,
      data: { t: 'buffer', c: 'ArrayBuffer', n: 99, v: Buffer.from(`é ${secret}`).toString('hex') },
    }),
  (secret, seq) =>
    made(seq, {
      type: 'receive',
      event: 'message',
      channel: { kind: 'window', name: '' },
      object: 1,
      data: { t: 'object', c: secret, k: [secret], v: [{ t: 'error', c: secret, v: secret }], n: 1 },
      isTrusted: true,
      origin: `https://x/${secret}`,
    }),
  (secret, seq) => made(seq, { type: 'listeners', channel, object: 1, event: secret, count: 1 }),
];

/** Printable, of eight or more units, with nothing that a cookie or a URL ends at. */
const secretText = fc
  .tuple(fc.stringMatching(/^[A-Za-z\d_~.+/=%"\\ -]{7,40}$/), fc.constantFrom('Q', '7', '='))
  .map(([text, last]) => `k${text}${last}`.replace(/  +/g, ' '))
  .filter((text) => !/^k[ .x_-]*$/i.test(text));

describe('a redacted capture', () => {
  it('holds no replaced value anywhere, however it was written', () => {
    const ways = fc.array(fc.nat(holdings.length - 1), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(secretText, { minLength: 1, maxLength: 4 }), ways, (secrets, others) => {
        const records = secrets.flatMap((secret, index) =>
          [0, ...others]
            .map((way, at) => holdings[way]?.(secret, index * 20 + at))
            .filter((one) => one !== undefined),
        );
        const redaction = createRedaction();
        records.forEach(redaction.look);
        const redacted = records.map(redaction.record);
        const content = contentOf(redacted);
        for (const { value } of redaction.replaced())
          if (value.length >= 8) expect(content).not.toContain(value);
        for (const secret of secrets) expect(content).not.toContain(secret);
      }),
      { numRuns: 300 },
    );
  });

  it('says of values that they are equal where they were, and different where they were', () => {
    fc.assert(
      fc.property(fc.array(secretText, { minLength: 2, maxLength: 8 }), (secrets) => {
        const records = secrets
          .map((secret, seq) => holdings[0]?.(secret, seq))
          .filter((one) => one !== undefined);
        const after = redact(records).map((record) =>
          record.type === 'storage-write' ? record.newValue : null,
        );
        for (const [a, one] of secrets.entries())
          for (const [b, other] of secrets.entries()) expect(after[a] === after[b]).toBe(one === other);
      }),
    );
  });

  it('is a capture that can be read, and the same each time', () => {
    const records = mustGo.map(({ at }, seq) => recordOf(at, seq));
    const [once, again] = [redact(records), redact(records)];
    expect(once).toEqual(again);
    const reading = createNdjsonImport();
    for (const record of once) reading.push(`${ndjsonLine(record, contextOf('a'), false)}\n`);
    const { records: read, refused } = reading.end();
    expect(refused.count).toBe(0);
    expect(read).toEqual(once);
  });

  it('replaces in the documents, too, what a record gives away', () => {
    const redaction = createRedaction();
    const secret = 'k3Jx91pQz7';
    redaction.look(recordOf(['storage', 'token', secret]));
    const context = contextOf('a', { url: `http://x/${secret}/a`, title: `Order ${secret}` });
    redaction.lookAt(context);
    expect(JSON.stringify(redaction.context(context))).not.toContain(secret);
  });

  it('keeps what a person keeps, and replaces what a person adds', () => {
    const records = [recordOf(['message', '{"token":"q7Rk21xT","note":"Ann Lee"}'])];
    const wishes = { ...noWishes, keep: ['q7Rk21xT'], add: ['Ann Lee'] };
    const text = JSON.stringify(redact(records, wishes));
    expect(text).toContain('q7Rk21xT');
    expect(text).not.toContain('Ann Lee');
  });

  it('replaces what was read of storage and cookies as it does what is written', () => {
    const base = { time: 1, context: 'a', left: 0, type: 'stored' } as const;
    const held = (kind: 'local-storage' | 'cookie', entries: [string, string][], seq: number): Record => ({
      ...base,
      channel: { kind, name: '' },
      entries,
      seq,
    });
    const [storage, cookies] = redact([
      held(
        'local-storage',
        [
          ['login.password', 'hunter2'],
          ['mail', 'ann@example.com'],
          ['theme', 'dark'],
        ],
        0,
      ),
      held('cookie', [['session', 'q7Rk21xT']], 1),
    ]);
    const text = JSON.stringify([storage, cookies]);
    for (const secret of ['hunter2', 'ann@example.com', 'q7Rk21xT']) expect(text).not.toContain(secret);
    expect(text).toContain('["theme","dark"]');
  });

  it("knows names and patterns of one's own", () => {
    const records = [recordOf(['message', '{"customer":"Ann Lee","order":"ORD-4711"}'])];
    const text = JSON.stringify(
      redact(records, { ...noWishes, names: ['Customer'], patterns: ['ORD-(\\d+)'] }),
    );
    expect(text).not.toContain('Ann Lee');
    expect(text).not.toContain('4711');
    expect(text).toContain('ORD-');
  });

  it('lists what goes and why, the most frequent first', () => {
    const redaction = createRedaction();
    redaction.look(
      recordOf(['text', 'ann@example.com wrote to bob@example.com, and ann@example.com got it']),
    );
    redaction.look(recordOf(['storage', 'login.password', 'hunter2']));
    expect(redaction.replaced().map(({ value, rule, names, count }) => [value, rule, names, count])).toEqual([
      ['ann@example.com', 'email', [], 2],
      ['bob@example.com', 'email', [], 1],
      ['hunter2', 'name', ['login.password'], 1],
    ]);
  });

  it('says nothing of a password, not even how long it is', () => {
    const [record] = redact([recordOf(['storage', 'password', 'Summer2024!'])]);
    expect(record).toMatchObject({ newValue: 'hidden-1' });
  });

  it.each([
    '\\',
    '\\"',
    'a.',
    '"a"',
    '"a":',
    'a=',
    'a=%25',
    '%',
    'eyJ',
    '-----BEGIN ',
    '4',
    '4 ',
    '{"a":',
    '["',
    'bearer ',
    'a@',
    'a.a@',
    '&a=%',
    'EAA',
    ':/',
    'a://a:',
    ' ',
    'token:',
    'aA1',
  ])('takes no long time for a page that repeats %j', (unit) => {
    const long = unit.repeat(65_536 / unit.length);
    const records = [
      recordOf(['text', long]),
      recordOf(['storage', 'token', long]),
      recordOf(['cookie', long]),
    ];
    expect(cpuTimeOf(() => redact(records))).toBeLessThan(3_000);
  });
});
