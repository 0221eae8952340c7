import { countWork } from '../../test/support/work';
import type { Imported } from '../file/import';
import type { Record } from '../record/record';
import { contextOf } from '../../test/support/record-samples';
import { openImported } from './open-file';

/** A file in which each record is of a document of its own, and each document of an origin of its own. */
function fileOf(origins: number): Imported {
  const all = Array.from({ length: origins }, (_, index) => index);
  const records = all.map((index): Record => ({
    type: 'lifecycle',
    state: 'created',
    context: `d${index}`,
    seq: 0,
    time: index,
    channel: { kind: 'document', name: '' },
  }));
  return {
    contexts: all.map((index) => contextOf(`d${index}`, { origin: `http://x${index}.example` })),
    records,
    inFile: records,
    extension: '',
    refused: { count: 0, lines: [] },
    missing: 0,
    until: null,
    neighbours: [],
    browsers: 1,
  };
}

describe('a file of thousands of origins', () => {
  it('is opened by work that grows as it does', async () => {
    const origins = 500;
    const work = countWork('/src/capture/open-file');
    const { captures, done } = openImported(fileOf(origins));
    await done;
    expect(work.take()).toBeLessThan(20 * origins);
    work.end();
    expect(captures).toHaveLength(origins);
  });
});
