import { keyOf, type ChannelObject } from '../../../presence/channel-objects';
import type { RecordRef } from '../../../exchange/types';
import type { Channel, Record, Send } from '../../../record/record';
import { othersAt } from '../../asking/audience';
import { ref, tab, type Detector, type World } from '../../asking/detector';
import { channelName, sleepName } from '../../asking/names';
import { socketOf } from '../../asking/socket-key';
import { LimitedMap } from '../../../limited';
import type { Codes } from '../../code';

export const codes = {
  K1: {
    severity: 'warning',
    confidence: 'certain',
    values: ['socket', 'tab'],
    link: 'https://websockets.spec.whatwg.org/#feedback-from-the-protocol',
    loses: true,
  },
  K2: {
    severity: 'warning',
    confidence: 'certain',
    values: ['socket', 'tab', 'when'],
    link: 'https://websockets.spec.whatwg.org/#dom-websocket-send',
    loses: true,
  },
  K3: {
    severity: 'warning',
    confidence: 'likely',
    values: ['socket', 'tab', 'state'],
    link: 'https://developer.chrome.com/docs/web-platform/page-lifecycle-api',
  },
} as const satisfies Codes;

/** More sockets of a document that falls asleep are not looked at. */
const mostSockets = 20;

/** What became of a socket's messages: K1 to K3. */
export function create(world: World): Detector {
  const connected = new LimitedMap<string, Record>();
  /** How each socket ended. */
  const closes = new LimitedMap<string, RecordRef>();

  function unheard(record: Record & { type: 'receive' }): void {
    const { channel, context, object, time } = record;
    const socket = world.contexts.objects.get(context, object, channel);
    if (!socket || socket.openedBy === null || socket.listeners.at(time) !== 0) return;
    world.report({
      code: 'K1',
      subject: `${context} ${channel.name}`,
      channel,
      values: [channelName(channel), tab(context)],
      contexts: [context],
      evidence: [ref(record), socket.openedBy],
      time,
    });
  }

  /** Before the connection `send` throws; after it the frame is dropped without a word. */
  function sentOutside(record: Record & Send): void {
    const { channel, context, object, time, error } = record;
    const socket = world.contexts.objects.get(context, object, channel);
    if (!socket || socket.openedBy === null) return;
    const isEnded = socket.closed !== null && socket.closed <= time;
    if (!isEnded && error?.name !== 'InvalidStateError') return;
    const when = isEnded ? 'after_close' : 'before_open';
    world.report({
      code: 'K2',
      subject: `${context} ${channel.name} ${when}`,
      channel,
      values: [channelName(channel), tab(context), { word: `word_${when}` }],
      contexts: [context],
      evidence: [ref(record), closes.get(socketOf(record)) ?? socket.openedBy],
      time,
    });
  }

  /** The only document with a connection sleeps, while others that might depend on it are awake. */
  function sleeps(record: Record & { type: 'lifecycle' }): void {
    const { context, time } = record;
    const awake = othersAt(world, record).filter(
      ({ state }) => state.at(time) === 'visible' || state.at(time) === 'hidden',
    );
    if (awake.length === 0) return;
    for (const channel of socketsOf(context, time)) {
      const open = connected.get(`${context} ${keyOf(channel)}`);
      if (!open || isHeldByAnother(channel, context, time)) continue;
      world.report({
        code: 'K3',
        subject: `${context} ${channel.name}`,
        channel,
        values: [channelName(channel), tab(context), sleepName(record.state)],
        contexts: [context, ...awake.map(({ id }) => id)],
        evidence: [ref(record), ref(open)],
        time,
      });
    }
  }

  function isHeldByAnother(channel: Channel, context: string, time: number): boolean {
    for (const one of world.contexts.objects.on(channel))
      if (one.context !== context && isConnected(one, time)) return true;
    return false;
  }

  function socketsOf(context: string, time: number): Channel[] {
    const found: Channel[] = [];
    for (const one of world.contexts.objects.open(context)) {
      if (one.channel.kind === 'websocket' && isConnected(one, time)) found.push(one.channel);
      if (found.length === mostSockets) break;
    }
    return found;
  }

  function ofSocket(record: Record): void {
    if (record.type === 'receive') unheard(record);
    else if (record.type === 'send') sentOutside(record);
    else if (record.type === 'close') closes.set(socketOf(record), ref(record));
    else if (record.type === 'state' && record.state === 'connected')
      connected.set(`${record.context} ${keyOf(record.channel)}`, record);
  }

  return (record) => {
    if (record.channel.kind === 'websocket') ofSocket(record);
    else if (record.type === 'lifecycle' && (record.state === 'frozen' || record.state === 'bfcached'))
      sleeps(record);
  };
}

/** Chromium closes the sockets of a page as it freezes it. */
function isConnected({ state, closed }: ChannelObject, time: number): boolean {
  return state === 'connected' && (closed === null || closed > time);
}
