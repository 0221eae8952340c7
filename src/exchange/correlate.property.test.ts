import fc from 'fast-check';
import type { Record } from '../record';
import { createCorrelator } from './correlate';
import { interleave, simulate, type Setting, type Simulation } from './simulated-tabs';
import type { Correlator } from './types';

function correlate(simulation: Simulation, seed: number): Correlator {
  const correlator = createCorrelator();
  for (const context of simulation.contexts) correlator.addContext(context);
  for (const batch of interleave(simulation, seed)) correlator.add(batch);
  correlator.advance(0);
  return correlator;
}

interface Score {
  sinks: number;
  right: number;
  wrong: number;
  /** Said to be certain, and not so. */
  wrongClaims: string[];
}

function score(simulation: Simulation, seed: number): Score {
  const correlator = correlate(simulation, seed);
  const result: Score = { sinks: 0, right: 0, wrong: 0, wrongClaims: [] };
  for (const record of sinksOf(simulation)) {
    const name = `${record.context}/${record.seq}`;
    const truth = simulation.truth.get(name) ?? null;
    const exchange = correlator.of(record);
    const told = exchange?.send ? exchange.id : null;
    result.sinks += 1;
    if (told === truth) result.right += 1;
    else result.wrong += 1;
    if (exchange?.certain === true && told !== truth)
      result.wrongClaims.push(`${name}: ${told ?? '-'} is ${truth ?? '-'}`);
  }
  return result;
}

function sinksOf({ records }: Simulation): Record[] {
  return [...records.values()].flat().filter(({ type }) => type === 'storage-event' || type === 'receive');
}

const seeds = fc.record({ seed: fc.integer(), order: fc.integer() });

function total(settings: Omit<Setting, 'seed'>, runs: number): Score {
  const sum: Score = { sinks: 0, right: 0, wrong: 0, wrongClaims: [] };
  fc.assert(
    fc.property(seeds, ({ seed, order }) => {
      const one = score(simulate({ ...settings, seed }), order);
      sum.sinks += one.sinks;
      sum.right += one.right;
      sum.wrong += one.wrong;
      sum.wrongClaims.push(...one.wrongClaims);
      expect(one.wrongClaims).toEqual([]);
    }),
    { numRuns: runs },
  );
  return sum;
}

describe('pairing, compared with what really happened in simulated tabs', () => {
  it('is right for at least 99.9 % of what is unambiguous', () => {
    const { right, sinks } = total(
      { steps: 400, values: Infinity, direct: 0, changing: false, sameUrls: true },
      20,
    );
    expect(right / sinks).toBeGreaterThanOrEqual(0.999);
  });

  it.each<[string, Omit<Setting, 'seed'>]>([
    [
      'equal values, written in turn by tabs with equal URLs',
      { steps: 300, values: 2, direct: 0, changing: false, sameUrls: true },
    ],
    [
      'direct writes that leave no record',
      { steps: 300, values: 2, direct: 0.3, changing: false, sameUrls: true },
    ],
    [
      'tabs that come, go, freeze and stop listening',
      { steps: 300, values: 3, direct: 0, changing: true, sameUrls: true },
    ],
    ['all of it at once', { steps: 300, values: 3, direct: 0.2, changing: true, sameUrls: true }],
  ])('claims no certainty that it has not: %s', (_, settings) => {
    expect(total(settings, 25).wrongClaims).toEqual([]);
  });

  it('is the same in whatever interleaving the contexts are heard of', () => {
    fc.assert(
      fc.property(seeds, fc.integer(), ({ seed, order }, other) => {
        const simulation = simulate({
          seed,
          steps: 150,
          values: 3,
          direct: 0.2,
          changing: true,
          sameUrls: true,
        });
        const [one, two] = [correlate(simulation, order), correlate(simulation, other)];
        for (const record of sinksOf(simulation)) expect(one.of(record)).toEqual(two.of(record));
      }),
      { numRuns: 15 },
    );
  });

  it('pairs a burst of 1,000 writes in one task', () => {
    const simulation = simulate({
      seed: 1,
      steps: 1,
      values: Infinity,
      direct: 0,
      changing: false,
      sameUrls: false,
    });
    const [writer = [], reader = []] = [...simulation.records.values()].map((list) => [...list]);
    const from = writer[0]?.context ?? '';
    const to = reader[0]?.context ?? '';
    const area = { kind: 'local-storage', name: '' } as const;
    const values = { key: 'k', channel: area };
    for (let count = 0; count < 1_000; count += 1) {
      const change = { oldValue: String(count % 2), newValue: String((count + 1) % 2) };
      writer.push({
        ...values,
        ...change,
        context: from,
        seq: writer.length,
        type: 'storage-write',
        method: 'setItem',
        time: 2_000_000,
      });
      reader.push({
        ...values,
        ...change,
        context: to,
        seq: reader.length,
        type: 'storage-event',
        time: 2_000_002 + count / 100,
        url: 'http://x/0',
        isTrusted: true,
      });
    }
    const correlator = createCorrelator();
    for (const context of simulation.contexts) correlator.addContext(context);
    correlator.add(reader);
    correlator.add(writer);
    correlator.advance(0);
    const paired = reader.filter(({ type }) => type === 'storage-event').slice(-1_000);
    expect(paired.map((record) => correlator.of(record)?.send?.seq)).toEqual(paired.map(({ seq }) => seq));
  });
});
