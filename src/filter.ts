import { actionOf, messageOf, urlOf, wholeText } from './columns';
import type { Context, Record } from './record';

/** Tells whether a record is shown. */
export type Filter = (record: Record, context: Context | undefined) => boolean;

/**
 * Free text: every word must be found in the key, the values, the message, the URLs, the tab's title, the channel or what was done; upper and lower case are one. A
 * word after `-` must not be found; words in double quotes are one. null for a text that filters nothing.
 */
export function parseFilter(text: string): Filter | null {
  const terms = [...text.toLowerCase().matchAll(/(-?)(?:"([^"]*)"?|(\S+))/g)]
    .map(([, minus, quoted, word]) => ({ not: minus === '-', word: quoted ?? word ?? '' }))
    .filter(({ word }) => word !== '');
  if (terms.length === 0) return null;
  return (record, context) => {
    const haystack = haystackOf(record, context);
    return terms.every(({ not, word }) => haystack.includes(word) !== not);
  };
}

function haystackOf(record: Record, context: Context | undefined): string {
  const parts = [
    record.channel.kind,
    record.channel.name,
    actionOf(record),
    messageOf(record),
    urlOf(record),
  ];
  if (record.type === 'storage-write' || record.type === 'storage-event') {
    for (const text of [record.key, record.oldValue, record.newValue])
      if (text !== null) parts.push(wholeText(text));
  }
  if ('error' in record) parts.push(record.error.name, record.error.message);
  if (context) parts.push(context.title, context.url);
  return parts.join('\n').toLowerCase();
}
