import { wholeText } from '../columns';
import type { Record } from '../record';
import { cookieOf } from './content';

/** What a record is about, in a few words: the storage key, the cookie, else the channel's name; '' where it has none. */
export function subjectOf(record: Record): string {
  if ('key' in record) return record.key === null ? '' : wholeText(record.key);
  if (record.channel.kind === 'cookie' && record.type === 'state') return cookieOf(record).name;
  return pathOf(record.channel.name);
}

/** Of a URL the last part of the path, with what follows it; other names as they are. */
export function briefName(name: string): string {
  const path = pathOf(name);
  return path === name ? name : path.replace(/^\/(?:[^/?#\s]*\/)*(?=[^/?#\s])/, '');
}

/** A URL without the part that everything of its origin shares; other names as they are. */
export function pathOf(name: string): string {
  return name.replace(/^(?:https?|wss?):\/\/[^/]*(?=.)/, '');
}
