import { actionOf, directionOf, messageOf, wholeText } from '../../shown/columns';
import type { Record } from '../../record/record';
import { cookieOf } from '../../shown/content';
import { sizeOf } from '../../shown/size';
import { choiceField, numberField, textField } from './make';

/** What was sent or written, on what, and how. */

function keysOf(record: Record): string[] {
  if (record.type === 'stored') return record.entries.map(([key]) => wholeText(key));
  if ('key' in record) return record.key === null ? [] : [wholeText(record.key)];
  if (record.channel.kind !== 'cookie' || record.type !== 'state') return [];
  return [cookieOf(record).name].filter((name) => name !== '');
}

export function valuesOf(record: Record): string[] {
  switch (record.type) {
    case 'storage-write':
    case 'storage-event':
      return [record.newValue, record.oldValue].filter((text) => text !== null).map(wholeText);
    case 'stored':
      return record.entries.map(([, value]) => wholeText(value));
    case 'send':
    case 'receive':
      return [typeof record.data === 'string' ? record.data : messageOf(record)];
    default:
      return [messageOf(record)].filter((text) => text !== '');
  }
}

export const content = [
  textField({
    name: 'channel',
    help: 'filter_help_channel',
    examples: ['channel:storage', 'channel:broadcast-channel', 'channel:cart'],
    asks: 'record',
    occurs: ({ record: { channel } }) => [channel.kind, channel.name],
    texts: ({ record: { channel } }) => [channel.kind, channel.name],
    ofFinding: ({ channel }) => [channel.kind, channel.name],
  }),
  textField({
    name: 'key',
    help: 'filter_help_key',
    examples: ['key:cart', 'key:cart*', 'key:"user name"'],
    asks: 'record',
    occurs: ({ record }) => keysOf(record),
    texts: ({ record }) => keysOf(record),
    ofFinding: ({ values }) => values.filter((value) => typeof value === 'string'),
  }),
  textField({
    name: 'value',
    help: 'filter_help_value',
    examples: ['value:"total"', 'value:/"qty":\\d\\d/'],
    asks: 'record',
    texts: ({ record }) => valuesOf(record),
  }),
  numberField({
    name: 'size',
    help: 'filter_help_size',
    examples: ['size:>10kB', 'size:<=200'],
    asks: 'record',
    units: { '': 1, B: 1, kB: 1_000, MB: 1_000_000 },
    number: ({ record }) => sizeOf(record),
  }),
  textField({
    name: 'event',
    also: ['action'],
    help: 'filter_help_event',
    examples: ['event:setItem', 'event:message', 'event:storage-write'],
    asks: 'record',
    occurs: ({ record }) => [actionOf(record)],
    texts: ({ record }) => [actionOf(record), record.type, ...('event' in record ? [record.event] : [])],
  }),
  choiceField({
    name: 'direction',
    help: 'filter_help_direction',
    examples: ['direction:out', 'direction:in'],
    asks: 'record',
    values: ['out', 'in'],
    has: ({ record }, choice) => directionOf(record) === choice,
  }),
  numberField({
    name: 'object',
    help: 'filter_help_object',
    examples: ['object:3'],
    asks: 'record',
    units: { '': 1 },
    number: ({ record }) => ('object' in record ? record.object : null),
  }),
];
