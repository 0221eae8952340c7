import type { Record } from '../../record/record';
import { createByChannel } from '../../record/by-channel';
import type { Building } from './group';
import { firstIndex, insertByTime } from '../../record/held';
import { answersWithinMs } from '../../time-windows';

/**
 * Which messages of a worker or a server may answer which sends: nobody sees inside of them, so by time and
 * by ids in the data.
 */
export interface Answers {
  add(record: Record): void;
  /** The send that what a worker or a server sent may answer. */
  answered(fanOut: Building): Record | null;
  /** What came next on the channel of a send: first records of each. */
  after(send: Record, buildingOf: (record: Record) => Building | undefined): Building[];
  forget(before: number): void;
}

/** Records of a channel that are looked through. */
const lookAt = 200;

interface OnChannel {
  readonly sends: Record[];
  readonly receives: Record[];
}

export function createAnswers(): Answers {
  const channels = createByChannel<OnChannel>();

  function answered({ sinks, source }: Building): Record | null {
    const [first] = sinks;
    if (!first || source) return null;
    const { sends } = channels.get(first.channel) ?? { sends: [] };
    const end = firstIndex(sends, ({ time }) => time > first.time);
    const id = idIn(first);
    let latest: Record | null = null;
    let own: Record | null = null;
    for (let at = end - 1; at >= Math.max(0, end - lookAt); at -= 1) {
      const send = sends[at];
      if (!send || first.time - send.time >= answersWithinMs) break;
      if (id !== null && idIn(send) === id) return send;
      latest ??= send;
      if (sinks.length === 1 && !own && isSameObject(send, first)) own = send;
      if (id === null && (own || sinks.length > 1)) break;
    }
    return own ?? latest;
  }

  return {
    answered,
    add(record) {
      if (!isAsked(record)) return;
      const on = channels.get(record.channel) ?? { sends: [], receives: [] };
      channels.set(record.channel, on);
      insertByTime(record.type === 'send' ? on.sends : on.receives, record, ({ time }) => time);
    },
    after(send, buildingOf) {
      const { receives } = channels.get(send.channel) ?? { receives: [] };
      const found = new Set<Building>();
      const from = firstIndex(receives, ({ time }) => time >= send.time);
      for (const receive of receives.slice(from, from + lookAt)) {
        if (receive.time - send.time >= answersWithinMs) break;
        const building = buildingOf(receive);
        if (building && !found.has(building) && answered(building) === send) found.add(building);
      }
      return [...found];
    },
    forget(before) {
      channels.forget(({ sends, receives }) => {
        sends.splice(
          0,
          firstIndex(sends, ({ time }) => time >= before),
        );
        receives.splice(
          0,
          firstIndex(receives, ({ time }) => time >= before),
        );
        return sends.length + receives.length === 0;
      });
    },
  };
}

/** The other end is a worker or a server. */
export function isAsked({ type, channel }: Record): boolean {
  if (type !== 'send' && type !== 'receive') return false;
  return (
    channel.kind === 'shared-worker' || channel.kind === 'service-worker' || channel.kind === 'websocket'
  );
}

const idNames = ['id', 'requestId', 'messageId', 'correlationId', 'nonce', 'uuid'];

/** What a message calls itself, by the names that are usual. */
function idIn(record: Record): string | null {
  if (record.type !== 'send' && record.type !== 'receive') return null;
  const { data } = record;
  if (typeof data !== 'object' || data === null || data.t !== 'object') return null;
  for (const name of idNames) {
    const value = data.v[data.k.indexOf(name)];
    if (typeof value === 'string' || typeof value === 'number') return `${name} ${value}`;
  }
  return null;
}

function isSameObject(a: Record, b: Record): boolean {
  return a.context === b.context && 'object' in a && 'object' in b && a.object === b.object;
}
