import { actionOf, messageOf, wholeText } from '../../shown/columns';
import { headOf } from '../../record/record-name';
import type { Exchange } from '../../exchange/types';
import type { Record } from '../../record/record';
import { visibleText } from '../../shown/visible';
import type { Site } from '../site';

/** The record that stands for an exchange. */
export function recordOf(exchange: Exchange, { analysis: { correlator } }: Site): Record | undefined {
  const ref = headOf(exchange);
  return ref && correlator.record(ref);
}

/** Those of a site's exchanges whose record passes. */
export function exchangesWhere(site: Site, passes: (record: Record) => boolean): Exchange[] {
  return site.exchanges.filter((exchange) => {
    const record = recordOf(exchange, site);
    return record !== undefined && passes(record);
  });
}

/** A storage key; '' where there is none. */
export function keyOf(record: Record): string {
  return 'key' in record && record.key !== null ? wholeText(record.key) : '';
}

/** What was written or sent, as text. */
export function contentOf(record: Record): string {
  if (record.type !== 'storage-write' && record.type !== 'storage-event') return messageOf(record);
  return record.newValue === null ? '' : wholeText(record.newValue);
}

/** `setItem key = value`, `postMessage {…}`: one line in which nothing is unseen. */
export function lineOf(record: Record, longest: number): string {
  const key = keyOf(record);
  const content = contentOf(record);
  const what = [actionOf(record), key, key !== '' && content !== '' ? '=' : '', content];
  const line = visibleText(what.filter((part) => part !== '').join(' '));
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

/** A tab with its title. */
export function tabText(context: string, { names }: Site): string {
  const { letter, title } = names.of(context);
  return `${letter} ${visibleText(title)}`;
}

/** `2024-05-01T10:00:00.123Z` */
export function isoTime(time: number): string {
  return new Date(time).toISOString();
}
