import type { CaptureClient } from '../../src/capture/types';
import type { Members, MembersQuestion } from '../../src/capture/rows/details-types';
import type { View } from '../../src/capture/view';
import type { RecordRef } from '../../src/exchange/types';
import { refOf, type Selection } from '../state/selection';

export const scopes = ['all', 'passing', 'window', 'selected'] as const;
export type Scope = (typeof scopes)[number];

/** A message, or a finding. */
export function isSelected({ view, message, finding }: Selection): boolean {
  return (view.value === 'findings' ? finding : message).value !== null;
}

/** A message; of a finding its evidence. */
async function selectedRecords(
  { view, message, finding }: Selection,
  client: CaptureClient,
): Promise<readonly RecordRef[]> {
  if (view.value === 'findings') {
    const { findings } = await client.ask({ ask: 'findings', filter: '', kinds: null, window: null });
    return findings.find((one) => one.finding.id === finding.value)?.finding.evidence ?? [];
  }
  const ref = refOf(message.value?.replace(/^!|\*$|>.*$/g, '') ?? null);
  return ref ? [ref] : [];
}

export function isFiltered({ filter, kinds, problemsOnly, window }: Selection): boolean {
  return filter.value !== '' || kinds.value !== null || problemsOnly.value || window.value !== null;
}

/** The records of a scope; null: all. */
export async function membersOf(
  scope: Scope,
  client: CaptureClient,
  selection: Selection,
): Promise<Members | null> {
  const { mode, filter, kinds, problemsOnly, window } = selection;
  const everything: View = {
    mode: 'events',
    filter: '',
    kinds: null,
    problemsOnly: false,
    window: window.value,
    sort: null,
    expanded: [],
    fold: false,
  };
  switch (scope) {
    case 'all':
      return null;
    case 'passing': {
      const asked = { filter: filter.value, kinds: kinds.value, problemsOnly: problemsOnly.value };
      return await complete(client, { view: { ...everything, ...asked, mode: mode.value } });
    }
    case 'window':
      // What was sent in it, with what arrived later; and everything else that happened in it.
      return [
        ...(await complete(client, { view: { ...everything, mode: 'exchanges' } })),
        ...(await complete(client, { view: everything })),
      ];
    case 'selected':
      return await complete(client, { records: await selectedRecords(selection, client) });
  }
}

/** A filter looks at many records in slices: the answer is there once it has seen all. */
async function complete(client: CaptureClient, of: MembersQuestion['of']): Promise<Members> {
  for (;;) {
    const changed = new Promise<void>((resolve) => {
      const stop = client.onVersion(() => {
        stop();
        resolve();
      });
    });
    const { records, complete: isComplete } = await client.ask({ ask: 'members', of });
    if (isComplete) return records;
    await changed;
  }
}
