import { wholeText } from './columns';
import type { Record } from '../record/record';
import { pathOf } from './url-names';
import { cookieOf } from './content';

/**
 * What a record is about, in a few words: the storage key, the cookie, else the channel's name; '' where it
 * has none.
 */
export function subjectOf(record: Record): string {
  if ('key' in record) return record.key === null ? '' : wholeText(record.key);
  if (record.channel.kind === 'cookie' && record.type === 'state') return cookieOf(record).name;
  return pathOf(record.channel.name);
}
