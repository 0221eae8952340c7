import type { Record } from '../record';

/** The records by which pages closed or sent away their objects. A document that goes away closes its objects too, without a record. */
export interface Closings {
  see(record: Record): void;
  of(object: { readonly context: string; readonly object: number }): Record | undefined;
}

const maxClosings = 10_000;

export function createClosings(): Closings {
  const closings = new Map<string, Record>();
  return {
    see(record) {
      if (record.type !== 'close' && !(record.type === 'state' && record.state === 'transferred')) return;
      closings.set(nameOf(record), record);
      if (closings.size > maxClosings) closings.delete(closings.keys().next().value ?? '');
    },
    of: (object) => closings.get(nameOf(object)),
  };
}

function nameOf({ context, object }: { readonly context: string; readonly object: number }): string {
  return `${context}/${object}`;
}
