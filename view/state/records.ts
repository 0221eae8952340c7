import type { RecordSeen } from '../../src/capture/rows/details-types';
import { nameOf } from '../../src/record/record-name';
import type { RecordRef } from '../../src/exchange/types';
import { useAnswer } from './answers';
import type { History } from './history';
import { selectedRef, type Selection } from './selection';

/** Raw records by their names: undefined until that is known, null where one is not held any more. */
export type RecordOf = (ref: RecordRef) => RecordSeen | null | undefined;

export function useRecords(history: History, refs: readonly RecordRef[]): RecordOf {
  const records = refs.map(({ context, seq }) => ({ context, seq }));
  const answer = useAnswer(history.client, records.length > 0 ? { ask: 'records', records } : null);
  const byName = new Map(
    answer?.records.flatMap((seen) => (seen ? [[nameOf(seen.record), seen] as const] : [])),
  );
  // An answer to an earlier question says nothing of what only this one names.
  const isOfThese =
    answer?.records.length === records.length &&
    records.every((ref, index) => nameOf(answer.records[index]?.record ?? ref) === nameOf(ref));
  return (ref) => byName.get(nameOf(ref)) ?? (isOfThese && answer.complete ? null : undefined);
}

/** Of the record that is selected, in milliseconds since the epoch; null where there is none. */
export function useSelectedTime(history: History, selection: Selection): number | null {
  const ref = selectedRef(selection);
  const recordOf = useRecords(history, ref ? [ref] : []);
  return (ref && recordOf(ref)?.record.time) ?? null;
}
