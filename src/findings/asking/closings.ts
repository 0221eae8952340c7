import type { Record } from '../../record/record';
import { LimitedMap } from '../../limited';

/**
 * The records by which pages closed or sent away their objects. A document that goes away closes its objects
 * too, without a record.
 */
export interface Closings {
  see(record: Record): void;
  of(object: { readonly context: string; readonly object: number }): Record | undefined;
}

const maxClosings = 2_000;

export function createClosings(): Closings {
  const closings = new LimitedMap<string, Record>(maxClosings);
  return {
    see(record) {
      if (record.type !== 'close' && !(record.type === 'state' && record.state === 'transferred')) return;
      closings.set(nameOf(record), record);
    },
    of: (object) => closings.get(nameOf(object)),
  };
}

function nameOf({ context, object }: { readonly context: string; readonly object: number }): string {
  return `${context}/${object}`;
}
