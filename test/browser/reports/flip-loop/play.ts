import { waitFor } from '../../harness/wait';
import type { ReportCase } from '../report-case';

export const flipLoop: ReportCase = {
  name: 'flip-loop',
  wrong: 'Each tab saves what it heard another save: with two values under way they flip for ever.',
  says: ['R1'],
  never: ['S2', 'S15', 'S19', 'R3'],
  async play({ open }) {
    const [first] = [await open('/?first'), await open('/?second')];
    // Whether two values come to be under way is chance: until they are, the person clicks again.
    await waitFor(
      'the loop',
      async () => {
        await first.evaluate('click(6)');
        const before = Number(await first.evaluate('heard'));
        return waitFor(
          'it to go on',
          async () => Number(await first.evaluate('heard')) > before + 60,
          2_000,
        ).catch(() => false);
      },
      40_000,
    );
  },
};
