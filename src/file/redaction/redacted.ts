import type { Imported } from '../import';
import { createRedaction, type Redaction, type Wishes } from './redaction';

/** A capture without its secrets, and by what they were replaced. */
export function redacted(
  imported: Imported,
  wishes: Wishes,
): { readonly capture: Imported; readonly by: Redaction } {
  const by = createRedaction(wishes);
  for (const context of imported.contexts) by.lookAt(context);
  for (const record of imported.inFile) by.look(record);
  const made = new Map(imported.inFile.map((record) => [record, by.record(record)]));
  const capture = {
    ...imported,
    contexts: imported.contexts.map(by.context),
    records: imported.records.map((record) => made.get(record) ?? record),
    inFile: [...made.values()],
    neighbours: imported.neighbours.map(by.neighbour),
  };
  return { capture, by };
}
