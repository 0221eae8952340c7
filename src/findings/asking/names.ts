import { wholeText } from '../../shown/columns';
import { keyOf } from '../../presence/channel-objects';
import type { ContextState } from '../../exchange/types';
import type { Channel, Lifecycle, Record, Text } from '../../record/record';
import { pathOf } from '../../shown/url-names';
import type { FindingValue } from '../types';

/** How texts name a key and a channel. */

const longest = 80;

/** Names of keys and locks by which tabs elect a leader. */
const election = /leader(?!board)|coordinator|(master|primary)[-_:. ]?(tab|window|lock|instance)/i;

export function isElection(name: string): boolean {
  return election.test(name);
}

export function keyName(key: Text | null): string {
  return key === null ? 'clear()' : shorten(wholeText(key));
}

/** Its name; of a storage area the name of the API; of a port what carried it. */
export function channelName({ kind, name }: Channel): string {
  switch (kind) {
    case 'local-storage':
      return 'localStorage';
    case 'session-storage':
      return 'sessionStorage';
    case 'message-port':
      return `MessagePort (${shorten(name)})`;
    case 'shared-worker':
    case 'service-worker':
      return shorten(pathOf(name));
    case 'window':
    case 'cookie':
    case 'document':
      return kind;
    default:
      return name === '' ? '""' : shorten(name);
  }
}

/** The key that is written or heard of, or the channel. */
export function nameIn(record: Record): string {
  return record.type === 'storage-write' || record.type === 'storage-event'
    ? keyName(record.key)
    : channelName(record.channel);
}

/** That, and its kind: one text for each, since many detectors ask it of every record. */
export function idIn(record: Record): string {
  return keyOf({ kind: record.channel.kind, name: nameIn(record) });
}

/** How a document sleeps. */
export function sleepName(state: ContextState | Lifecycle['state']): FindingValue {
  if (state === 'bfcached' || state === 'discarded' || state === 'gone') return { word: `word_${state}` };
  return { word: 'word_frozen' };
}

export function shorten(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
