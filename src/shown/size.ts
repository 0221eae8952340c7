import type { Preview } from '../record/preview';
import { taggedText } from './preview-text';
import type { Record, Text } from '../record/record';

/**
 * How large the value of a record is: bytes where they are known, else UTF-16 units; null where it has none.
 */
export function sizeOf(record: Record): number | null {
  switch (record.type) {
    case 'storage-write':
    case 'storage-event':
      return lengthOf(record.newValue ?? record.oldValue);
    case 'stored':
      return record.entries.reduce((all, [key, value]) => all + key.length + value.length, 0);
    case 'send':
    case 'receive':
      return record.size ?? sizeOfPreview(record.data);
    case 'state':
      return record.channel.kind === 'cookie' && typeof record.detail === 'string'
        ? record.detail.length
        : null;
    default:
      return null;
  }
}

function lengthOf(text: Text | null): number | null {
  return text === null ? null : text.length;
}

/** About as long as its JSON would be; parts that the preview left out count as their number. */
export function sizeOfPreview(preview: Preview): number {
  if (typeof preview === 'string') return preview.length;
  if (typeof preview !== 'object' || preview === null) return String(preview).length;
  return inner(preview);
}

function inner(preview: Preview): number {
  if (typeof preview === 'string') return preview.length + 2;
  if (typeof preview !== 'object' || preview === null) return String(preview).length;
  switch (preview.t) {
    case 'object':
      return 2 + sum(preview.v) + preview.k.reduce((all, key) => all + key.length + 4, 0);
    case 'map':
      return 2 + sum(preview.k) + sum(preview.v) + 2 * preview.v.length;
    case 'array':
    case 'set':
      return 2 + sum(preview.v) + preview.v.length;
    case 'text':
    case 'buffer':
    case 'blob':
      return preview.n;
    case 'view':
      return preview.b;
    default:
      return taggedText(preview).length;
  }
}

function sum(parts: readonly Preview[]): number {
  return parts.reduce<number>((all, part) => all + inner(part), 0);
}
