import { load } from './load.mjs';
import { createTraffic } from './traffic.mjs';

/** Records that are there at once. */
const slice = 5_000;

/** A capture of so many records of a shop, in slices: it is made anew each time that it is read. */
export function materialOf(count) {
  const { contexts } = createTraffic('shop');
  return {
    contexts,
    neighbours: [],
    until: null,
    extension: '0',
    count,
    async *slices() {
      const traffic = createTraffic('shop');
      for (let left = count; left > 0; left -= slice)
        yield await Promise.resolve(traffic.batch(slice).slice(0, left));
    },
  };
}

/** The same as the text of a file, in pieces. */
export async function* captureText(count) {
  const { savedText } = await load('src/file/saving.ts');
  const whole = { chosen: null, wishes: null, format: 'ndjson' };
  yield* savedText(materialOf(count), whole, String, () => undefined);
}
