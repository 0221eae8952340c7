import { createCapture, type Capture } from '../../src/capture/capture';
import type { StorageQuestion } from '../../src/capture/storage/types';
import type { View } from '../../src/capture/view';
import type { Scenario } from './scenario';

/** All exchanges, as a list shows them at first. */
export const plainView: View = {
  mode: 'exchanges',
  filter: '',
  kinds: null,
  problemsOnly: false,
  window: null,
  sort: null,
  expanded: [],
  fold: true,
};

/** All of the storage at the end. */
export const plainState: StorageQuestion = {
  ask: 'storage',
  at: null,
  since: null,
  area: null,
  filter: '',
  folded: [],
  from: 0,
  to: Infinity,
  bins: 20,
};

/** What was played, to its end. */
export async function captureOf({ contexts, records }: Scenario): Promise<Capture> {
  const capture = createCapture({ origin: 'http://x' });
  for (const context of contexts) capture.addContext(context);
  capture.prepend(records.slice());
  await capture.loaded();
  await capture.finish(null);
  return capture;
}
