import type { Record } from '../../../record/record';
import { ref, tab, type Detector, type World } from '../../asking/detector';
import { channelName } from '../../asking/names';
import { createRecent } from '../../asking/recent';
import { addressOf, isAbnormal, socketOf, withoutQuery, type OfSocket } from '../../asking/socket-key';
import { LimitedMap } from '../../../limited';
import type { Codes } from '../../code';

export const codes = {
  K5: {
    severity: 'warning',
    confidence: 'likely',
    values: ['socket', 'tab', 'other tab', 'times'],
    link: 'https://websockets.spec.whatwg.org/#feedback-from-the-protocol',
  },
} as const satisfies Codes;

/** A server that allows one connection ends the older one within so many milliseconds of the newer. */
const atOnce = 1_000;
/** The newer page may hear of its connection so many milliseconds after the older one of its end. */
const handshake = 2_000;
/** A page that connects so many milliseconds after it was shown does so for that. */
const shown = 2_000;
/** So often it is no accident; and no more than this part of all ends may have another reason. */
const often = 3;
const mostOthers = 0.25;
/** More sockets and pairs of documents are not looked at on one address, and more addresses. */
const most = { sockets: 50, pairs: 50, addresses: 200 };

interface Rivals {
  /** Documents that have lost a socket to the other. */
  readonly ended: Set<string>;
  count: number;
}

interface Socket {
  readonly opened: number;
  readonly connected: OfSocket;
  closed: number | null;
}

interface Address {
  /** The last ones that connected, the latest last. */
  readonly sockets: Map<string, Socket>;
  readonly pairs: Map<string, Rivals>;
  /** Ends that follow no other document's connection, by document. */
  readonly others: Map<string, number>;
}

/**
 * Tabs of which each ends the other's socket as it connects, where a server takes one connection a user: K5.
 */
export function create(world: World): Detector {
  const addresses = new LimitedMap<string, Address>();
  /** When each socket was constructed. */
  const opens = createRecent<number>(1);

  function onAddress(record: Record): Address {
    const name = addressOf(record.channel);
    const known = addresses.get(name);
    if (known) return known;
    if (addresses.size >= most.addresses)
      for (const first of addresses.keys()) if (addresses.delete(first)) break;
    const made: Address = { sockets: new Map(), pairs: new Map(), others: new Map() };
    addresses.set(name, made);
    return made;
  }

  /** The latest connection of another document since this socket's, about when this one ended. */
  function rivalOf({ connected: own }: Socket, { time }: Record, { sockets }: Address): OfSocket | undefined {
    let latest: OfSocket | undefined;
    for (const { connected, opened, closed } of sockets.values()) {
      if (connected.context === own.context || connected.time < own.time || opened > time) continue;
      const isNear = connected.time >= time - atOnce && connected.time <= time + handshake;
      if (isNear && (closed === null || closed > time)) latest = connected;
    }
    return latest;
  }

  /** To a page that was just shown: whoever is in sight has the connection, by the pages' own doing. */
  function isHandedOver({ context, time }: OfSocket): boolean {
    const state = world.contexts.get(context)?.state;
    return state?.at(time) === 'visible' && time - state.changedAt(time) < shown;
  }

  function ended(close: OfSocket & { type: 'close' }): void {
    const address = onAddress(close);
    const own = address.sockets.get(socketOf(close));
    if (!own || own.closed !== null) return;
    own.closed = close.time;
    world.when(close.time + handshake, () => {
      judge(close, own, address);
    });
  }

  function judge(close: OfSocket & { type: 'close' }, own: Socket, address: Address): void {
    const rival = rivalOf(own, close, address);
    if (rival && !isAbnormal(close) && isHandedOver(rival)) return;
    if (rival) endedBy(close, own.connected, rival, address);
    else if (address.others.size < most.sockets || address.others.has(close.context))
      address.others.set(close.context, (address.others.get(close.context) ?? 0) + 1);
  }

  function endedBy(
    close: OfSocket & { type: 'close' },
    own: OfSocket,
    rival: OfSocket,
    address: Address,
  ): void {
    const { context, channel, time } = close;
    const name = [context, rival.context].sort().join(' ');
    const pair = address.pairs.get(name) ?? { ended: new Set<string>(), count: 0 };
    if (address.pairs.size >= most.pairs && !address.pairs.has(name)) return;
    address.pairs.set(name, pair);
    pair.ended.add(context);
    pair.count += 1;
    const others = (address.others.get(context) ?? 0) + (address.others.get(rival.context) ?? 0);
    if (pair.count < often || pair.ended.size < 2 || others > mostOthers * pair.count) return;
    const on = withoutQuery(channel);
    world.report({
      code: 'K5',
      subject: `${on.name} ${name}`,
      channel: on,
      values: [channelName(on), tab(context), tab(rival.context), pair.count],
      contexts: [context, rival.context],
      evidence: [ref(close), ref(rival), ref(own)],
      time,
      count: pair.count === often ? 1 : 0,
      explains: { codes: ['K4'], parts: [''] },
    });
  }

  return (record) => {
    if (record.channel.kind !== 'websocket') return;
    if (record.type === 'open') opens.add(socketOf(record), record.time);
    else if (record.type === 'state' && record.state === 'connected') {
      const { sockets } = onAddress(record);
      const name = socketOf(record);
      sockets.set(name, { opened: opens.of(name)[0] ?? record.time, connected: record, closed: null });
      if (sockets.size > most.sockets) for (const first of sockets.keys()) if (sockets.delete(first)) break;
    } else if (record.type === 'close') ended(record);
  };
}
