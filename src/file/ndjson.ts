import type { Context, Record } from '../record/record';

/**
 * One line of an export: a record and what is known of its context, whose icon only the first of its lines
 * has (docs/records.md).
 */
export function ndjsonLine(record: Record, context: Context | undefined, isFirst: boolean): string {
  const known = context ?? unknown;
  const { tab, frame, document, origin, url, topOrigin, incognito, title, partial, created, ended } = known;
  const { favicon, clockAhead, openerTab, closed, browser } = known;
  return JSON.stringify({
    ...record,
    tab,
    frame,
    document,
    documentOrigin: origin,
    documentUrl: url,
    topOrigin,
    incognito,
    title,
    partial,
    created,
    ended,
    ...(openerTab !== null ? { openerTab } : {}),
    ...(closed !== null ? { closed } : {}),
    ...(browser !== null ? { browser } : {}),
    ...(clockAhead !== 0 ? { clockAhead } : {}),
    ...(isFirst && favicon !== '' ? { favicon } : {}),
  });
}

const unknown = {
  tab: null,
  frame: null,
  document: null,
  origin: '',
  url: '',
  topOrigin: '',
  incognito: false,
  title: '',
  partial: false,
  created: null,
  ended: null,
  closed: null,
  browser: null,
  favicon: '',
  clockAhead: 0,
  openerTab: null,
};
