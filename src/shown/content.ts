import { changesNothing, messageOf, same, wholeText } from './columns';
import { previewOfJson } from '../record/json-preview';
import type { Record, Text } from '../record/record';
import { jsonChange } from './json-change';
import type { MessageSpan, SaidName, Span, TextSpan } from './span';
import { brief, textChange } from './text-change';
import { valueSpans } from './value-spans';

type Written = Record & { readonly type: 'storage-write' | 'storage-event' };

/** What a record holds, in one line: what a write changed, what a message said, what a call threw. */
export function contentOf(record: Record, changedElsewhere = false): Span[] {
  return spaced(partsOf(record, changedElsewhere));
}

function partsOf(record: Record, changedElsewhere: boolean): Span[] {
  switch (record.type) {
    case 'storage-write':
      return [...written(record, changedElsewhere), ...thrown(record.error)];
    case 'storage-event':
      return written(record, false);
    case 'send':
      return [...valueSpans(record.data), ...cutForSpeed(record), ...thrown(record.error)];
    case 'receive':
      return [...valueSpans(record.data), ...cutForSpeed(record)];
    case 'open':
      return [
        said('said_opened'),
        ...(record.options === undefined ? [] : valueSpans(record.options)),
        ...thrown(record.error),
      ];
    case 'close':
      return [said('said_closed'), ...quiet(messageOf(record))];
    case 'error':
      return [{ text: wholeText(record.message), look: 'error' }];
    case 'state':
      return stateContent(record);
    case 'gap':
      return [
        record.count === null ? said('said_lost_records_unknown') : said('said_lost_records', record.count),
      ];
    case 'clock':
      return [said(record.ahead > 0 ? 'said_clock_behind' : 'said_clock_ahead', Math.abs(record.ahead))];
    case 'listeners':
    case 'stored':
      return quiet(messageOf(record));
    case 'lifecycle':
      return [];
  }
}

function cutForSpeed({ brief: isBrief }: { readonly brief?: true }): Span[] {
  return isBrief ? [said('said_cut_for_speed')] : [];
}

export function said(message: SaidName, ...values: readonly (string | number)[]): MessageSpan {
  return { message, values };
}

/** With a space on both sides of every text of ours, badge and duration. */
export function spaced(spans: readonly Span[]): Span[] {
  return spans.flatMap((span, index) => {
    const before = spans[index - 1];
    if (!before || ('text' in before && 'text' in span)) return [span];
    if ('text' in before && before.text.endsWith(' ')) return [span];
    if ('text' in span && span.text.startsWith(' ')) return [span];
    if ('message' in span && span.message === 'said_lock_then') return [span];
    return [{ text: ' ', look: 'quiet' } as const, span];
  });
}

export function quiet(text: string): TextSpan[] {
  return text === '' ? [] : [{ text, look: 'quiet' }];
}

const arrow: TextSpan = { text: ' → ', look: 'quiet' };

function written(record: Written, changedElsewhere: boolean): Span[] {
  const { key, oldValue, newValue } = record;
  if (key === null) return [clearedText(record)];
  if (newValue === null)
    return oldValue === null
      ? [said('said_removed_missing')]
      : [said('said_removed_was'), { text: brief(wholeText(oldValue)), look: 'old' }];
  if (oldValue === null) return valueOf(newValue);
  if (changesNothing(record) || same(oldValue, newValue))
    return [said(changedElsewhere ? 'said_same_value_elsewhere' : 'said_same_value')];
  return change(oldValue, newValue);
}

function clearedText(record: Written): Span {
  const cleared = record.type === 'storage-write' ? record.cleared : undefined;
  if (cleared === undefined) return said('said_cleared');
  if (cleared === 0) return said('said_cleared_none');
  return cleared === 1 ? said('said_cleared_one') : said('said_cleared_many', cleared);
}

/** What changed from one value to another. */
export function change(before: Text, after: Text): Span[] {
  const isWhole = typeof before === 'string' && typeof after === 'string';
  const json = isWhole ? jsonChange(before, after) : null;
  if (json) {
    const { path, more } = json;
    return [
      ...(path === '' ? [] : [{ text: `${path} `, look: 'key' } as const]),
      ...pair(json.before, json.after),
      ...(more > 0 ? [said('said_more', more)] : []),
    ];
  }
  if (isWhole) return pair(before, after);
  const cut = cutChange(before, after);
  if (cut) return pair(cut.before, cut.after);
  return [said('said_cut', lengthOf(before), lengthOf(after))];
}

/** Of cut texts, the first of their kept parts that differs; null where only what was cut away does. */
function cutChange(before: Text, after: Text): { readonly before: string; readonly after: string } | null {
  const [old, now] = [endsOf(before), endsOf(after)];
  if (old.head !== now.head) return { before: old.head, after: now.head };
  return old.tail !== now.tail ? { before: old.tail, after: now.tail } : null;
}

function endsOf(text: Text): { readonly head: string; readonly tail: string } {
  return typeof text === 'string' ? { head: text, tail: '' } : text;
}

function lengthOf(text: Text): number {
  return text.length;
}

function pair(before: string | null, after: string | null): Span[] {
  if (before === null) return [{ text: `+ ${brief(after ?? '')}`, look: 'new' }];
  if (after === null) return [{ text: `− ${brief(before)}`, look: 'old' }];
  const shown = textChange(before, after);
  return [{ text: shown.before, look: 'old' }, arrow, { text: shown.after, look: 'new' }];
}

function valueOf(text: Text): Span[] {
  const preview = typeof text === 'string' ? previewOfJson(text) : null;
  if (preview !== null) return valueSpans(preview);
  return [{ text: wholeText(text).slice(0, 160), look: 'new' }];
}

function thrown(error: { readonly name: string; readonly message: string } | undefined): TextSpan[] {
  return error ? [{ text: ` ${error.name}: ${error.message}`, look: 'error' }] : [];
}

function stateContent(record: Record & { readonly type: 'state' }): Span[] {
  if (record.channel.kind === 'cookie') return cookieContent(record);
  const detail = record.detail === undefined ? [] : valueSpans(record.detail);
  const name = stateNames[record.state];
  return name ? [said(name), ...detail] : detail;
}

const stateNames: { readonly [state: string]: SaidName | undefined } = {
  started: 'said_worker_started',
  connected: 'said_connected',
  connecting: 'said_connecting',
  requested: 'said_lock_waiting',
  granted: 'said_granted',
  released: 'said_lock_released',
  aborted: 'said_lock_aborted',
  'not-available': 'said_not_available',
  tried: 'said_tried',
  'no-opener': 'said_no_opener',
  query: 'said_lock_query',
  transferred: 'said_transferred',
  uncontrolled: 'said_uncontrolled',
  controllerchange: 'said_controllerchange',
  registration: 'said_registration',
  versionchange: 'said_versionchange',
  blocked: 'said_upgrade_blocked',
};

function cookieContent(record: Record & { readonly type: 'state' }): Span[] {
  const { value } = cookieOf(record);
  const { oldValue } = record;
  if (record.state === 'deleted') {
    const was = typeof oldValue === 'string' && oldValue !== '' ? oldValue : value;
    return was === ''
      ? [said('said_cookie_deleted')]
      : [said('said_removed_was'), { text: brief(was), look: 'old' }];
  }
  if (oldValue === undefined || oldValue === null || record.state === 'written') return valueOf(value);
  return same(oldValue, value) ? [said('said_same_value')] : change(oldValue, value);
}

/** Name and value of a cookie that was written, or that changed. */
export function cookieOf({ detail }: Record & { readonly type: 'state' }): {
  readonly name: string;
  readonly value: string;
} {
  if (typeof detail === 'string') return cookiePair(detail);
  if (typeof detail !== 'object' || detail === null || detail.t !== 'object') return { name: '', value: '' };
  const part = (name: string): string | undefined => {
    const value = detail.v[detail.k.indexOf(name)];
    return typeof value === 'string' ? value : undefined;
  };
  const text = part('text');
  return text === undefined
    ? { name: part('name') ?? '', value: part('value') ?? '' }
    : cookiePair(text.split(';')[0] ?? '');
}

/** A cookie without a name is all value. */
function cookiePair(text: string): { readonly name: string; readonly value: string } {
  const at = text.indexOf('=');
  return at < 0
    ? { name: '', value: text.trim() }
    : { name: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
}
