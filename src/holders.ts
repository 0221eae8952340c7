import type { Channel, Record } from './record';

/** Who is on a channel at the time of one of its records: for a socket who is connected, for a lock who holds it and who waits. */
export interface Holders {
  /** Ids of contexts, in the order in which they came. */
  readonly holding: readonly string[];
  readonly waiting: readonly string[];
}

/** From the records of the same channel up to and with `at`, which are in the order of their times. */
export function holdersAt(records: readonly Record[], at: Record): Holders {
  const holding = new Map<string, string>();
  const waiting = new Map<string, string>();
  for (const record of records) {
    if (record.time > at.time) break;
    if (record.type === 'lifecycle' && record.state === 'gone') {
      leave(holding, record.context);
      leave(waiting, record.context);
    }
    if (record.channel.kind !== at.channel.kind || record.channel.name !== at.channel.name) continue;
    if (record.type === 'close') holding.delete(nameOf(record));
    if (record.type !== 'state') continue;
    const name = nameOf(record);
    switch (record.state) {
      case 'requested':
        waiting.set(name, record.context);
        break;
      case 'granted':
        // A lock that was stolen is gone for everybody who held it.
        if (record.detail === 'steal') holding.clear();
        waiting.delete(name);
        holding.set(name, record.context);
        break;
      case 'connected':
        holding.set(name, record.context);
        break;
      case 'released':
      case 'connecting':
        holding.delete(name);
        break;
      case 'not-available':
      case 'aborted':
        waiting.delete(name);
        break;
      default:
    }
  }
  return { holding: [...new Set(holding.values())], waiting: [...new Set(waiting.values())] };
}

function nameOf(record: Record): string {
  return `${record.context}/${'object' in record ? record.object : ''}`;
}

function leave(from: Map<string, string>, context: string): void {
  for (const [name, holder] of from) if (holder === context) from.delete(name);
}

/** Milliseconds within which a server's message to several tabs is taken for one. */
const sameMessage = 2_000;

/** What a server sends to each tab that is connected. */
export function isConnection({ kind }: Channel): boolean {
  return kind === 'websocket' || kind === 'event-source';
}

/** Receives of an equal frame on the same URL in other contexts: what the server told several tabs. */
export function sameFrame(records: readonly Record[], of: Record): Record[] {
  if (of.type !== 'receive' || !isConnection(of.channel)) return [];
  const data = JSON.stringify(of.data);
  return records.filter(
    (record) =>
      record.type === 'receive' &&
      record.context !== of.context &&
      record.channel.kind === of.channel.kind &&
      record.channel.name === of.channel.name &&
      record.size === of.size &&
      Math.abs(record.time - of.time) < sameMessage &&
      JSON.stringify(record.data) === data,
  );
}
