import { previewText } from './preview-text';
import type { Record, Text } from '../record/record';

/**
 * The text of a record's columns, for the table, the filter and the clipboard. No column holds more than a
 * line.
 */

export function wholeText(text: Text): string {
  return typeof text === 'string' ? text : `${text.head}…${text.tail}`;
}

/** What was done or what happened, in the API's own word. */
export function actionOf(record: Record): string {
  switch (record.type) {
    case 'storage-write':
      return record.method;
    case 'storage-event':
      return 'storage';
    case 'send':
      return record.channel.kind === 'websocket' ? 'send' : 'postMessage';
    case 'receive':
      return record.name ?? record.event;
    case 'state':
    case 'lifecycle':
      return record.state;
    case 'open':
    case 'close':
    case 'error':
    case 'gap':
    case 'clock':
    case 'listeners':
    case 'stored':
      return record.type;
  }
}

/** ↑ leaves the tab, ↓ comes to it. */
export function directionOf(record: Record): 'out' | 'in' | null {
  if (record.type === 'storage-write' || record.type === 'send') return 'out';
  if (record.type === 'state' && record.state === 'written') return 'out';
  return record.type === 'storage-event' || record.type === 'receive' ? 'in' : null;
}

/**
 * A write that the standard lets pass without an event: the value was there already, or there was nothing to
 * remove.
 */
export function changesNothing(record: Record): boolean {
  if (record.type !== 'storage-write' || record.error) return false;
  if (record.method === 'clear') return record.cleared === 0;
  return same(record.oldValue, record.newValue);
}

/** Whether two values can be equal; for cut ones their ends and length decide. */
export function same(a: Text | null, b: Text | null): boolean {
  if (typeof a === 'string' || typeof b === 'string' || a === null || b === null) return a === b;
  return a.length === b.length && a.head === b.head && a.tail === b.tail;
}

/** The one line of a record without key and values: data, an address, a reason, a number. */
export function messageOf(record: Record): string {
  switch (record.type) {
    case 'send':
    case 'receive':
      return previewText(record.data);
    case 'open':
      return record.options === undefined ? '' : previewText(record.options);
    case 'close':
      return record.code === undefined
        ? ''
        : `${record.code} ${record.reason ? wholeText(record.reason) : ''}`.trim();
    case 'error':
      return wholeText(record.message);
    case 'state':
      return record.detail === undefined ? '' : previewText(record.detail);
    case 'listeners':
      return `${record.event}: ${record.count}`;
    case 'gap':
      return `${record.count ?? '?'} (${record.reason})`;
    case 'clock':
      return `${record.ahead > 0 ? '+' : ''}${record.ahead} ms`;
    case 'stored':
      return record.entries.map(([key]) => wholeText(key)).join(', ');
    case 'storage-write':
    case 'storage-event':
    case 'lifecycle':
      return '';
  }
}

export function urlOf(record: Record): string {
  if (record.type === 'storage-event') return wholeText(record.url);
  if (record.type === 'open' && record.url !== undefined) return wholeText(record.url);
  return '';
}
