import { cookieOf } from '../../shown/content';
import { createHolders, type Holders } from '../../presence/holders';
import type { ChannelKind, Record } from '../../record/record';
import { cookieToldWithinMs } from '../../time-windows';

/**
 * Records that are one row: a lock's request and what came of it, a connection, a cookie's write and who saw
 * it.
 */
export interface Life {
  readonly head: Record;
  /** In the order in which they came, `head` included. */
  readonly records: readonly Record[];
}

type Growing = Life & { readonly records: Record[] };

interface OnChannel {
  readonly records: Record[];
  readonly holdersAt: (at: Record) => Holders;
}

const nobody: Holders = { holding: [], waiting: [] };

/** Which records are one life. Take them in the order of time, as far as it is known. */
export interface Lives {
  /** Whether it begins a life; null: it is of none. */
  take(record: Record): boolean | null;
  of(record: Record): Life | undefined;
  /** Who was on the lock, socket or database of a record by then. */
  holdersAt(record: Record): Holders;
  /** Those of each channel of a kind. */
  all(kind: ChannelKind): Iterable<readonly Record[]>;
  /** Lets go of what was before that time; the records with which lives that went on begin now. */
  forget(before: number): readonly Record[];
  clear(): void;
}

const living: readonly ChannelKind[] = ['web-lock', 'websocket', 'event-source', 'indexed-db'];

export function createLives(): Lives {
  const byObject = new Map<string, Growing>();
  const byCookie = new Map<string, Growing>();
  const byRecord = new Map<Record, Growing>();
  const byChannel = new Map<string, OnChannel>();

  function join(lives: Map<string, Growing>, name: string, record: Record): boolean {
    const known = lives.get(name);
    if (known) {
      known.records.push(record);
      byRecord.set(record, known);
      return false;
    }
    const life: Growing = { head: record, records: [record] };
    lives.set(name, life);
    byRecord.set(record, life);
    return true;
  }

  function takeCookie(record: Record & { readonly type: 'state' }): boolean {
    const { name, value } = cookieOf(record);
    const key = record.state === 'deleted' ? `- ${name}` : `+ ${name}=${value}`;
    const life = byCookie.get(key);
    const isNear = life !== undefined && Math.abs(record.time - life.head.time) <= cookieToldWithinMs;
    // Each document tells of a change once; another one of its own is another change.
    const isKnown = life?.records.some(
      (one) => one.type === 'state' && one.context === record.context && one.state === record.state,
    );
    if (!isNear || record.state === 'written' || isKnown) byCookie.delete(key);
    return join(byCookie, key, record);
  }

  return {
    take(record) {
      const { kind, name } = record.channel;
      if (record.type === 'state' && kind === 'cookie') return takeCookie(record);
      if (!living.includes(kind) || !('object' in record)) return null;
      if (record.type === 'send' || record.type === 'receive' || record.type === 'listeners') return null;
      if (record.type === 'error' && record.cause !== undefined) return null;
      if (record.type === 'state' && record.state === 'query') return null;
      const channel = `${kind} ${name}`;
      const on = byChannel.get(channel);
      if (on) on.records.push(record);
      else byChannel.set(channel, onChannel([record]));
      return join(byObject, `${record.context}/${record.object}`, record);
    },
    of: (record) => byRecord.get(record),
    holdersAt: (record) =>
      byChannel.get(`${record.channel.kind} ${record.channel.name}`)?.holdersAt(record) ?? nobody,
    *all(kind) {
      for (const { records } of byChannel.values()) if (records[0]?.channel.kind === kind) yield records;
    },
    forget(before) {
      const cut = new Map<Growing, Growing | null>();
      for (const [record, life] of byRecord) {
        if (record.time >= before) continue;
        byRecord.delete(record);
        if (!cut.has(life)) cut.set(life, since(life, before));
      }
      for (const lives of [byObject, byCookie])
        for (const [name, life] of lives) {
          const left = cut.get(life);
          if (left) lives.set(name, left);
          else if (left === null) lives.delete(name);
        }
      const left = [...cut.values()].filter((life) => life !== null);
      for (const life of left) for (const record of life.records) byRecord.set(record, life);
      for (const [channel, { records }] of byChannel) {
        const kept = records.filter(({ time }) => time >= before);
        if (kept.length === 0) byChannel.delete(channel);
        else byChannel.set(channel, onChannel(kept));
      }
      return left.map(({ head }) => head);
    },
    clear() {
      byObject.clear();
      byCookie.clear();
      byRecord.clear();
      byChannel.clear();
    },
  };
}

/** What is left of it; null: nothing. */
function since({ records }: Growing, before: number): Growing | null {
  const left = records.filter(({ time }) => time >= before);
  const [head] = left;
  return head ? { head, records: left } : null;
}

function onChannel(records: Record[]): OnChannel {
  return { records, holdersAt: createHolders(records) };
}
