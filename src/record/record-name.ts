import type { Exchange, RecordRef } from '../exchange/types';

/** `context/seq`: the id of a record, and of the exchange that it begins. */
export function nameOf({ context, seq }: RecordRef): string {
  return `${context}/${seq}`;
}

export function refOf(name: string): RecordRef {
  const slash = name.lastIndexOf('/');
  return { context: name.slice(0, slash), seq: Number(name.slice(slash + 1)) };
}

/** The record that stands for an exchange: what was sent or, where that was not seen, what came first. */
export function headOf({ send, deliveries }: Exchange): RecordRef | undefined {
  return send ?? deliveries.find(({ record }) => record)?.record ?? undefined;
}
