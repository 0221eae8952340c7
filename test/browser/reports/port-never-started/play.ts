import { waitFor } from '../../harness/wait';
import type { ReportCase } from '../report-case';

export const portNeverStarted: ReportCase = {
  name: 'port-never-started',
  wrong: 'A port is listened to and never started; its tab is closed before anybody looks.',
  says: ['W1'],
  never: [],
  async play({ open, close }) {
    const began = Date.now();
    const page = await open('/');
    await waitFor('it to be clear that nothing comes', () => Date.now() - began > 3_000);
    await close(page);
    await open('/later.html');
  },
};
