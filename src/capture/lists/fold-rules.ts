import { wholeText } from '../../shown/columns';
import type { Record } from '../../record/record';
import type { FoldKey, FoldRules } from './folding';

/** Equal sends of one sender fold, and one document's connections to one socket that carried nothing. */
export const foldRules: FoldRules = { keyOf, ends };

/** Longer data is not compared: it is rarely sent twice in a second. */
const comparedUpTo = 2_000;

function keyOf(record: Record): FoldKey | null {
  const { context, channel } = record;
  switch (record.type) {
    case 'send':
    case 'receive': {
      // What was cut away may differ.
      if (record.brief) return null;
      const data = typeof record.data === 'string' ? record.data : JSON.stringify(record.data);
      if (data.length > comparedUpTo) return null;
      return equal([record.type, context, channel.kind, channel.name, typeof record.data, data]);
    }
    case 'storage-write':
    case 'storage-event': {
      const [key, value] = [record.key, record.newValue].map((text) =>
        text === null ? '' : wholeText(text),
      );
      if (value === undefined || value.length > comparedUpTo) return null;
      const removes = record.newValue === null ? 'removes' : 'sets';
      return equal([record.type, context, channel.kind, removes, key ?? '', value]);
    }
    case 'open':
    case 'close':
    case 'error':
    case 'state':
      if (channel.kind !== 'websocket' && channel.kind !== 'event-source') return null;
      return { key: socketKey(record), kind: 'reconnects' };
    default:
      return null;
  }
}

function ends(record: Record): string | null {
  return record.type === 'send' || record.type === 'receive' ? socketKey(record) : null;
}

function equal(parts: readonly string[]): FoldKey {
  return { key: parts.join('\n'), kind: 'equal' };
}

function socketKey({ context, channel }: Record): string {
  return `${context}\n${channel.kind}\n${channel.name}`;
}
