import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { createCorrelator } from '../exchange/correlate';
import { createNdjsonImport, importLimits, type Imported } from './import';
import { ndjsonLine } from './ndjson';
import type { Context, Record } from '../record/record';
import { context, observation } from '../../test/support/record-arbitraries';
import { contextOf } from '../../test/support/record-samples';
import { captureLines } from './save';
import { headerLine, version } from './versions';

function importText(text: string, limits = importLimits): Imported {
  const reading = createNdjsonImport(limits);
  reading.push(text);
  return reading.end();
}

function recordAt(seq: number, known: Partial<Record> = {}): Record {
  const lifecycle = { type: 'lifecycle', channel: { kind: 'document', name: '' }, state: 'visible' };
  return { context: 'a', seq, time: 1_000 + seq, ...lifecycle, ...known } as Record;
}

function linesOf(records: readonly Record[], contexts: readonly Context[]): string {
  const told = new Set<string>();
  return records
    .map((record) => {
      const isFirst = !told.has(record.context);
      told.add(record.context);
      const known = contexts.find(({ id }) => id === record.context);
      return `${ndjsonLine(record, known, isFirst)}\n`;
    })
    .join('');
}

const a = contextOf('a', { origin: 'http://a.test', favicon: 'data:image/png;base64,AAAA' });
const good = linesOf([recordAt(0)], [a]);

describe('importing a file of records', () => {
  it('gives back what was exported, in whatever pieces the text comes', () => {
    const contexts = fc.uniqueArray(context, { minLength: 1, maxLength: 3, selector: ({ id }) => id });
    const exported = fc
      .tuple(contexts, fc.array(fc.tuple(observation, fc.nat(2)), { maxLength: 12 }), fc.array(fc.nat(200)))
      .map(([known, observed, cuts]) => {
        const next = new Map<string, number>();
        const records = observed.map(([value, which]): Record => {
          const { id } = known[which % known.length] ?? a;
          const last = next.get(id) ?? -1;
          // Of the gaps that background/ makes the count says how many places they have; every record has
          // one.
          const places = value.type === 'gap' && value.reason !== 'backpressure' ? (value.count ?? 1) : 1;
          const seq = last + Math.max(1, places);
          next.set(id, seq);
          return { context: id, seq, ...value };
        });
        return { known, records: records.filter(({ seq }) => Number.isSafeInteger(seq) && seq >= 0), cuts };
      });
    fc.assert(
      fc.property(exported, ({ known, records, cuts }) => {
        const reading = createNdjsonImport();
        let text = linesOf(records, known);
        for (const cut of cuts) {
          reading.push(text.slice(0, cut));
          text = text.slice(cut);
        }
        reading.push(text);
        const imported = reading.end();
        const named = new Set(records.map((record) => record.context));
        expect(imported.refused).toEqual({ count: 0, lines: [] });
        expect(new Set(imported.contexts)).toEqual(new Set(known.filter(({ id }) => named.has(id))));
        const order = (one: Record, other: Record): number =>
          one.context === other.context ? one.seq - other.seq : one.context < other.context ? -1 : 1;
        const theirs = imported.records.filter((one) => !(one.type === 'gap' && one.reason === 'missing'));
        const ours = records.filter((one) => !(one.type === 'gap' && one.reason === 'missing'));
        expect([...theirs].sort(order)).toEqual([...ours].sort(order));
      }),
    );
  });

  it('never throws, and counts every line that it can not take', () => {
    const line = fc.oneof(
      fc.string(),
      fc.json(),
      fc.constant(good.trim()),
      fc.record({ spoilt: fc.jsonValue(), at: fc.nat(40) }).map(({ spoilt, at }) => {
        const value = JSON.parse(good) as { [name: string]: unknown };
        const names = Object.keys(value);
        return JSON.stringify({ ...value, [names[at % names.length] ?? '']: spoilt });
      }),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.map((one) => one.replaceAll('\n', ' ')).join('\n');
        const { records, refused } = importText(text);
        const full = text.split('\n').filter((one) => one.trim() !== '');
        const taken = records.filter(({ type }) => type !== 'gap').length;
        expect(taken + refused.count).toBe(full.length);
      }),
    );
  });

  it('says which lines could not be read and why, the first twenty of them', () => {
    const [line = ''] = good.split('\n');
    const elsewhere = line.replace('http://a.test', 'http://b.test').replace('"seq":0', '"seq":1');
    const text = [line, '{"a":', '[1]', line, elsewhere, '', ...Array<string>(30).fill('x')].join('\r\n');
    const { records, refused } = importText(text);
    expect(records).toHaveLength(1);
    expect(refused.count).toBe(34);
    expect(refused.lines).toHaveLength(20);
    expect(refused.lines.slice(0, 5)).toEqual([
      { file: 0, line: 2, reason: 'not-json' },
      { file: 0, line: 3, reason: 'not-a-record' },
      { file: 0, line: 4, reason: 'repeated' },
      { file: 0, line: 5, reason: 'contradicts' },
      { file: 0, line: 7, reason: 'not-json' },
    ]);
  });

  it('puts a gap where records of a document are missing, and none before the first', () => {
    const dropped = recordAt(9, { type: 'gap', count: 2, reason: 'malformed' });
    const given = [recordAt(4), recordAt(5), dropped, recordAt(10)];
    const { records, missing } = importText(linesOf([...given].reverse(), [a]));
    expect(missing).toBe(2);
    expect(records.map(({ type, seq }) => [type, seq])).toEqual([
      ['lifecycle', 4],
      ['lifecycle', 5],
      ['gap', 7],
      ['gap', 9],
      ['lifecycle', 10],
    ]);
    expect(records[2]).toMatchObject({ context: 'a', count: 2, reason: 'missing' });
  });

  it('keeps two origins apart, each as the text that it is', () => {
    const b = contextOf('b', { origin: 'javascript:alert(1)' });
    const { contexts } = importText(linesOf([recordAt(0), recordAt(0, { context: 'b' })], [a, b]));
    expect(contexts.map(({ id, origin }) => [id, origin])).toEqual([
      ['a', 'http://a.test'],
      ['b', 'javascript:alert(1)'],
    ]);
  });

  it('takes no icon that a viewer would have to fetch', () => {
    const line = good.replace('data:image/png;base64,AAAA', 'https://evil.test/seen.png');
    expect(importText(line).refused.lines).toEqual([{ file: 0, line: 1, reason: 'not-a-record' }]);
  });

  it('is not misled by names that objects inherit', () => {
    const own = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    const line = good.replace('{', `{"__proto__":${own},"toString":1,`);
    const { records } = importText(`${own}\n${line}`);
    expect(records).toEqual([recordAt(0)]);
    expect(({} as { polluted?: true }).polluted).toBeUndefined();
    expect(Object.keys(records[0] ?? {})).not.toContain('__proto__');
  });

  it('holds no more of a line of 100 MB than a line may have, and goes on behind it', () => {
    const reading = createNdjsonImport();
    const piece = 'x'.repeat(1024 * 1024);
    for (let count = 0; count < 100; count += 1) reading.push(piece);
    reading.push(`\n${good}`);
    const { records, refused } = reading.end();
    expect(refused).toEqual({ count: 1, lines: [{ file: 0, line: 1, reason: 'too-long' }] });
    expect(records).toHaveLength(1);
  });

  it('is not brought down by 100,000 levels of nesting', () => {
    const deep = (open: string, close: string): string => open.repeat(100_000) + close.repeat(100_000);
    const preview = `${'{"t":"boxed","v":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    const send = good.replace('"lifecycle"', `"send","object":1,"data":${preview}`);
    const { refused } = importText([deep('[', ']'), deep('{"a":', '}'), send].join('\n'));
    expect(refused.lines.map(({ reason }) => reason)).toEqual(['not-a-record', 'not-json', 'not-a-record']);
  });

  it('reads no more records, documents and text than its limits say', () => {
    const text = linesOf(
      [0, 1, 2, 3].map((seq) => recordAt(seq)),
      [a],
    );
    const few = importText(text, { ...importLimits, records: 3 });
    expect([few.records.length, few.refused]).toEqual([
      3,
      { count: 1, lines: [{ file: 0, line: 4, reason: 'too-much' }] },
    ]);
    expect(importText(text, { ...importLimits, text: 1_000 }).refused.count).toBeGreaterThan(0);
    const two = linesOf([recordAt(0), recordAt(0, { context: 'b' })], [a, contextOf('b')]);
    expect(importText(two, { ...importLimits, contexts: 1 }).contexts).toHaveLength(1);
  });

  it('reads to no end what it takes nothing of', () => {
    const reading = createNdjsonImport({ ...importLimits, read: 1_000 });
    for (let piece = 0; piece < 20; piece += 1) reading.push(piece % 2 ? 'x'.repeat(100) : '\n'.repeat(100));
    expect(reading.isFull()).toBe(true);
    const { refused } = reading.end();
    expect(refused.lines).toContainEqual({ file: 0, line: 501, reason: 'too-much' });
  });

  it('takes no more documents of other origins than its limits say, however many first lines name them', () => {
    const other = { origin: 'http://y', created: 1, ended: null };
    const header = headerLine(
      '1.2.3',
      1,
      Array.from({ length: 300 }, () => other),
    );
    const text = [header, header, header, ...linesOf([recordAt(0)], [a]).split('\n')].join('\n');
    const { neighbours, records, refused } = importText(text, { ...importLimits, neighbours: 500 });
    expect([neighbours.length, records.length]).toEqual([500, 1]);
    expect(refused.lines).toEqual([
      { file: 0, line: 2, reason: 'too-much' },
      { file: 0, line: 3, reason: 'too-much' },
    ]);
  });

  it.each(Array.from({ length: version }, (_, index) => index + 1))(
    'reads all of a file of version %i',
    (of) => {
      const file = path.join(__dirname, `../../test/files/version-${of}.ndjson`);
      const { records, contexts, refused, missing } = importText(readFileSync(file, 'utf8'));
      expect([refused.count, missing]).toEqual([0, 0]);
      expect(new Set(records.map(({ type }) => type))).toEqual(
        new Set([
          'lifecycle',
          'open',
          'listeners',
          'storage-write',
          'storage-event',
          'send',
          'receive',
          'state',
        ]),
      );
      expect(new Set(contexts.map(({ title }) => title))).toEqual(new Set(['/?a', '/?b']));
    },
  );

  it.each([
    ['its time, up to version 3', 3, {}],
    ['its stamp, from version 4 on', 4, { stamp: 12 }],
  ])('knows the event that made a page write by %s', (_, of, stamped) => {
    const change = { channel: { kind: 'local-storage', name: '' }, key: 'k', oldValue: null, newValue: '1' };
    const cause = 'stamp' in stamped ? 12 : 20;
    const records = [
      {
        context: 'a',
        seq: 0,
        type: 'storage-event',
        time: 20,
        ...change,
        url: '',
        isTrusted: true,
        ...stamped,
      },
      { context: 'a', seq: 1, type: 'storage-write', time: 21, ...change, method: 'setItem', cause },
    ] as Record[];
    const correlator = createCorrelator();
    const first = JSON.stringify({ format: 'tabshark-capture', version: of });
    correlator.add(importText(`${first}\n${linesOf(records, [a])}`).records);
    const causedBy = { record: { context: 'a', seq: 0 }, confidence: 'certain' };
    expect(correlator.causes({ context: 'a', seq: 1 })).toMatchObject({ causedBy });
  });

  it('takes no line of a version that it does not know, and says so', () => {
    const newer = headerLine('9.0.0').replace(`"version":${version}`, `"version":${version + 1}`);
    const { records, refused } = importText(`${newer}\n${good}`);
    expect([records.length, refused.lines]).toEqual([0, [{ file: 0, line: 2, reason: 'newer' }]]);
  });

  it('reads files one after another, each by its own first line', () => {
    const other = linesOf([recordAt(0, { context: 'b' })], [contextOf('b')]);
    const { records, refused } = importText(`${good}${headerLine('0.1.0')}\n${other}`);
    expect([records.length, refused.count]).toEqual([2, 0]);
  });

  /** Documents, with records of them. */
  const capture = fc
    .tuple(
      fc.uniqueArray(context, { minLength: 1, maxLength: 3, selector: ({ id }) => id }),
      fc.array(fc.tuple(observation, fc.nat(2)), { maxLength: 12 }),
    )
    .map(([known, observed]) => ({
      known,
      records: observed.map(([value, which], seq): Record => ({
        context: known[which % known.length]?.id ?? '',
        seq,
        ...value,
      })),
    }));

  it('saves what it opened as the same bytes', () => {
    fc.assert(
      fc.property(capture, fc.option(fc.nat()), ({ known, records }, until) => {
        const neighbours = known.map(({ origin, created, ended }) => ({ origin, created, ended }));
        const saved = captureLines({ extension: '1.2.3', until, neighbours, contexts: known, records });
        // Fields in the order in which a viewer writes them.
        const opened = importText([...saved].join(''));
        expect(opened.refused.count).toBe(0);
        const first = [...captureLines({ ...opened, records: opened.inFile })].join('');
        const again = importText(first);
        expect(again.inFile).toEqual(records);
        expect([...captureLines({ ...again, records: again.inFile })].join('')).toBe(first);
      }),
    );
  });

  it('does so with a part of a capture, and with several files that became one', () => {
    const parts = fc.array(fc.boolean(), { minLength: 12, maxLength: 12 });
    const textOf = (known: readonly Context[], records: readonly Record[]): string =>
      [...captureLines({ extension: '1.2.3', until: 9, neighbours: [], contexts: known, records })].join('');
    const savedAgain = (opened: Imported): string =>
      [...captureLines({ ...opened, records: opened.inFile })].join('');
    fc.assert(
      fc.property(capture, parts, ({ known, records }, isIn) => {
        const some = records.filter((_, index) => isIn[index]);
        const part = savedAgain(importText(textOf(known, some)));
        expect(importText(part).inFile).toEqual(some);
        expect(savedAgain(importText(part))).toBe(part);
        const reading = createNdjsonImport();
        reading.push(textOf(known, some));
        reading.next();
        reading.push(
          textOf(
            known,
            records.filter((_, index) => !isIn[index]),
          ),
        );
        const merged = reading.end();
        expect(merged.inFile).toHaveLength(records.length);
        const one = savedAgain(merged);
        expect(savedAgain(importText(one))).toBe(one);
      }),
    );
  });

  it('makes one capture of several files, and says in which one a line is bad', () => {
    const reading = createNdjsonImport();
    reading.push(`${headerLine('0.1.0', 5)}\n${good}`);
    reading.next();
    reading.push(
      `${headerLine('0.1.0', 9)}\nx\n${linesOf([recordAt(0, { context: 'b' })], [contextOf('b')])}`,
    );
    const { contexts, refused, until } = reading.end();
    expect(contexts.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(refused.lines).toEqual([{ file: 1, line: 2, reason: 'not-json' }]);
    expect(until).toBe(9);
  });

  it('takes what several files of one browser have in common once, and nothing of it is an error', () => {
    const reading = createNdjsonImport();
    reading.push(`${headerLine('0.1.0', 5)}\n${good}`);
    reading.next();
    reading.push(`${headerLine('0.1.0', 9)}\n${good}${linesOf([recordAt(1)], [a])}`);
    reading.next();
    reading.push(linesOf([recordAt(0, { time: 7 })], [a]));
    const { inFile, refused, browsers } = reading.end();
    expect(inFile.map(({ seq }) => seq)).toEqual([0, 1]);
    expect(refused.lines).toEqual([{ file: 2, line: 1, reason: 'repeated' }]);
    expect(browsers).toBe(1);
  });

  it('counts browsers by documents that files have in common', () => {
    const reading = createNdjsonImport();
    for (const id of ['a', 'b', 'a', '']) {
      if (id !== '') reading.push(linesOf([recordAt(0, { context: id })], [contextOf(id)]));
      reading.next();
    }
    expect(reading.end().browsers).toBe(2);
  });

  it.each(['{"format":"tabshark-capture"}', '{"format":"tabshark-capture","version":0}'])(
    'refuses a first line without a version: %s',
    (line) => {
      expect(importText(line).refused.lines).toEqual([{ file: 0, line: 1, reason: 'not-a-record' }]);
    },
  );
});
