import fc from 'fast-check';
import { aboutOf, type About } from './about';
import { readFilter } from './filter';
import { quoted } from './print';
import type { Finding } from '../findings/types';
import { createCorrelator } from '../exchange/correlate';
import type { Context, Record } from '../record/record';
import { context as contexts, observation } from '../../test/support/record-arbitraries';
import { createTabNames } from '../shown/tab-names';
import { contextOf } from '../../test/support/record-samples';

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

const finding: Finding = {
  id: 'S10 user/Ada',
  code: 'S10',
  severity: 'info',
  confidence: 'certain',
  channel: write.channel,
  values: ['user/Ada'],
  count: 1,
  lost: 0,
  first: 0,
  last: 0,
  contexts: ['c'],
  evidence: [{ context: 'c', seq: 0 }],
  earlier: [],
};

function aboutIn(record: Record, known: Context | undefined, findings: readonly Finding[]): About {
  const names = createTabNames();
  if (known) names.add(known);
  return aboutOf(record, { exchanges: createCorrelator, names }, () => findings, true);
}

function passes(text: string, findings: readonly Finding[] = []): boolean | undefined {
  return readFilter(text).filter?.record(aboutIn(write, context, findings));
}

describe('the filter', () => {
  it('is none for an empty text', () => {
    expect(readFilter('  ')).toEqual({ filter: null, error: null });
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

  it.each([
    'code:S10',
    'code:s10',
    'code:B1,S10',
    'severity:info',
    'severity:note',
    '-code:S1',
    'ada code:S10',
  ])('finds the evidence of a finding by %s', (text) => {
    expect(passes(text, [finding])).toBe(true);
    expect(readFilter(text).filter?.asksFindings).toBe(true);
  });

  it.each(['code:S1', 'severity:error', '-code:S10', '-severity:note', 'bob code:S10'])(
    'does not find it by %s',
    (text) => {
      expect(passes(text, [finding])).toBe(false);
    },
  );

  it('finds a finding by its title, its code and its severity', () => {
    const title = '“user/Ada” reached The Shop, where nobody listens';
    for (const [text, found] of [
      ['nobody', true],
      ['S10', true],
      ['code:S10 shop', true],
      ['severity:note', true],
      ['severity:error', false],
      ['-nobody', false],
    ] as const)
      expect(readFilter(text).filter?.finding(finding, title)).toBe(found);
  });

  it('takes a field in quotes, and one that it does not know, for text', () => {
    expect(passes('"code:S10"', [finding])).toBe(false);
    expect(passes('http://localhost/checkout')).toBe(true);
  });

  it('never throws, whatever is typed and recorded, and a minus passes what the same without it does not', () => {
    const typed = fc.oneof(
      fc.string(),
      fc.string({
        unit: fc.constantFrom(
          '"',
          '-',
          ':',
          ',',
          ' ',
          '\\',
          '(',
          ')',
          '[',
          ']',
          '*',
          '+',
          '?',
          '.',
          '^',
          '$',
          '|',
          'code:',
          'severity:',
          'İ',
          'ß',
          '\ud800',
        ),
      }),
    );
    fc.assert(
      fc.property(typed, observation, contexts, (text, value, known) => {
        const record: Record = { context: 'c', seq: 0, ...value };
        const both = ['', '-'].map((minus) => {
          const { filter } = readFilter(`${minus}${quoted(text)}`);
          filter?.finding(finding, text);
          filter?.text(text);
          return filter?.record(aboutIn(record, known, [finding]));
        });
        readFilter(text).filter?.record(aboutIn(record, known, [finding]));
        const [plain, negated] = both;
        expect(negated).toBe(plain === undefined ? undefined : !plain);
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds every record by any part of its channel’s name, in quotes', () => {
    fc.assert(
      fc.property(observation, (value) => {
        const { name } = value.channel;
        if (name === '') return;
        const about = aboutIn({ context: 'c', seq: 0, ...value }, undefined, []);
        expect(readFilter(quoted(name)).filter?.record(about)).toBe(true);
      }),
    );
  });
});
