import type { Record } from './record';

/** Records of what a page's handlers get: what a page does meanwhile names one of them as its `cause`. */
export type EventRecord = Extract<Record, { readonly type: 'storage-event' | 'receive' | 'state' }>;

/** Whether handlers of a page get it. */
export function isEvent(record: Record): record is EventRecord {
  return (
    record.type === 'storage-event' ||
    record.type === 'receive' ||
    (record.type === 'state' && (record.state === 'blocked' || record.state === 'versionchange'))
  );
}

/** When the browser made an event, by the page's own clock: what its handlers did has this as its `cause`. */
export function stampOf(event: EventRecord): number {
  return event.stamp ?? event.time;
}
