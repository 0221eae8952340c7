import type { Channel, Context, Record } from '../../record/record';
import type { Presence } from './row-types';

/** A change of who could hear. */
export interface PresenceInfo {
  readonly what: Presence;
  readonly channel: Channel | null;
  readonly after: number | null;
  readonly count: number | null;
}

/**
 * Which records say that who could hear has changed. Take them in the order of time, as far as it is known.
 */
export interface Presences {
  take(record: Record): PresenceInfo | null;
  /**
   * The end of a document that is closed and could not say so, as a record that nobody took; null where it is
   * open, has said so, or is not known here.
   */
  end(context: Context): Record | null;
  clear(): void;
}

/** Behind all records of its document. */
const lastSeq = Number.MAX_SAFE_INTEGER;

interface State {
  state: Presence;
  since: number;
}

export function createPresences(): Presences {
  const states = new Map<string, State>();
  /** Listeners that a page had and took away. */
  const without = new Set<string>();

  function change(record: Record, what: Presence): PresenceInfo | null {
    const before = states.get(record.context);
    // A document in the back/forward cache is frozen on its way there and resumed on its way back.
    if (what === 'frozen' && before?.state === 'bfcached') return null;
    const sleeping = what === 'resumed' || what === 'restored';
    if (what === 'resumed' && before?.state !== 'frozen') return null;
    states.set(record.context, { state: what, since: record.time });
    const after = sleeping && before ? record.time - before.since : null;
    return { what, channel: null, after, count: null };
  }

  return {
    take(record) {
      switch (record.type) {
        case 'lifecycle':
          switch (record.state) {
            case 'created':
              return change(record, 'opened');
            case 'frozen':
            case 'resumed':
            case 'bfcached':
            case 'restored':
            case 'gone':
              return change(record, record.state);
            default:
              return null;
          }
        case 'listeners': {
          if (record.event !== 'message' && record.event !== 'storage') return null;
          const name = `${record.context}/${record.object}/${record.channel.kind}/${record.event}`;
          const { channel } = record;
          if (record.count === 0) {
            without.add(name);
            return { what: 'listener-gone', channel, after: null, count: null };
          }
          if (!without.delete(name)) return null;
          return { what: 'listener-added', channel, after: null, count: null };
        }
        case 'close':
          if (record.channel.kind !== 'broadcast-channel') return null;
          return { what: 'channel-closed', channel: record.channel, after: null, count: null };
        case 'gap':
          return { what: 'records-lost', channel: null, after: null, count: record.count };
        default:
          return null;
      }
    },
    end({ id, ended, closed }) {
      const last = states.get(id);
      const time = ended ?? closed;
      if (closed === null || time === null || !last) return null;
      if (last.state === 'gone' || last.state === 'bfcached' || last.since > time) return null;
      const channel: Channel = { kind: 'document', name: '' };
      return { type: 'lifecycle', state: 'gone', time, channel, context: id, seq: lastSeq };
    },
    clear() {
      states.clear();
      without.clear();
    },
  };
}
