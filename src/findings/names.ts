import { wholeText } from '../columns';
import type { Channel, Text } from '../record';

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

/** Its name; of a storage area the name of the API. */
export function channelName({ kind, name }: Channel): string {
  if (kind === 'local-storage') return 'localStorage';
  if (kind === 'session-storage') return 'sessionStorage';
  return shorten(name === '' ? kind : name);
}

export function shorten(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
