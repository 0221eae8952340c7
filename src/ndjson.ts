import type { Context, Record } from './record';

/** One line of an export: a record and what is known of its context (docs/records.md). */
export function ndjsonLine(record: Record, context: Context | undefined): string {
  const { tab, frame, document, origin, url, topOrigin, incognito, title } = context ?? unknown;
  return JSON.stringify({
    ...record,
    tab,
    frame,
    document,
    origin,
    documentUrl: url,
    topOrigin,
    incognito,
    title,
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
};
