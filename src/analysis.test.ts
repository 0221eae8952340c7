import { createAnalysis } from './analysis';
import { finish } from '../test/support/scenario';
import { contextOf } from '../test/support/record-samples';
import type { Record } from './record/record';

const area = { kind: 'local-storage', name: '' } as const;
const begin = 1_700_000_000_000;

/** A write in one document and the event that it became in another. */
function change(seq: number, time: number, value: string): [Record, Record] {
  const common = { channel: area, key: 'colour', oldValue: null, newValue: value } as const;
  return [
    { ...common, context: 'a', seq, time, type: 'storage-write', method: 'setItem' },
    {
      ...common,
      context: 'b',
      seq,
      time: time + 2,
      type: 'storage-event',
      url: 'http://x/a',
      isTrusted: true,
    },
  ];
}

describe('an analysis that is cleared', () => {
  it('knows the documents that are there as before, and nothing else', () => {
    const analysis = createAnalysis();
    for (const id of ['a', 'b']) {
      analysis.addContext(contextOf(id, { url: `http://x/${id}`, created: begin }));
      analysis.add([
        {
          context: id,
          seq: 0,
          time: begin,
          channel: { kind: 'document', name: '' },
          type: 'lifecycle',
          state: 'created',
        },
      ]);
    }
    // Somebody listens, so that who does not is told of.
    analysis.addContext(contextOf('c', { url: 'http://x/c', created: begin }));
    const heard = {
      context: 'c',
      seq: 0,
      time: begin,
      channel: area,
      object: 0,
      event: 'storage',
      count: 1,
    } as const;
    analysis.add([{ ...heard, type: 'listeners' }]);
    analysis.add(change(1, begin + 1_000, 'green'));
    finish(analysis);
    expect(analysis.findings().map(({ code }) => code)).toEqual(['S10']);
    expect(analysis.correlator.latencies()).not.toEqual([]);

    analysis.clear();
    expect(analysis.findings()).toEqual([]);
    expect(analysis.correlator.latencies()).toEqual([]);
    expect(analysis.correlator.record({ context: 'a', seq: 1 })).toBeUndefined();
    const [write, event] = change(2, begin + 20_000, 'red');
    analysis.add([write, event]);
    expect(analysis.correlator.of(event)).toMatchObject({ certain: true, writers: ['a'] });
    expect(analysis.correlator.contexts().map(({ storageListeners }) => storageListeners)).toEqual([0, 0, 1]);
  });
});
