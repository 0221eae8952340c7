import { keyOf, type ChannelObject } from '../exchange/channel-objects';
import type { Channel, Record, Send } from '../record';
import { createClosings } from './closings';
import { ref, tab, type Claim, type Detector, type World } from './detector';
import { channelName } from './names';

type Sent = Send & { readonly context: string; readonly seq: number };

/** A port that is not started after so many milliseconds was forgotten. */
const forgotten = 1_500;
/** An answer that has not come after so many milliseconds is missing. */
const unanswered = 2_000;
/** So many answers, to this part of what was sent, make a port one that is answered. */
const usedTo = { answers: 2, part: 0.8 };
const manyUnanswered = 3;
const maxNotStarted = 5_000;
/** More ports on a channel are not compared. */
const maxAmong = 1_000;

interface Port {
  readonly object: ChannelObject;
  sends: number;
  receives: number;
  /** Since the last receive. */
  pending: number;
  lastReceive: Record | null;
  reported: boolean;
}

/** What a port's own records tell: W1, W7, W10, W11. */
export function detectPorts(world: World): Detector {
  const ports = new WeakMap<ChannelObject, Port>();
  /** W1 of ports that may still be started. */
  const notStarted = new Map<string, Claim>();
  const closings = createClosings();

  function about(record: Record) {
    const { channel, time, context } = record;
    return {
      channel,
      time,
      contexts: [context],
      subject: `${context} ${keyOf(channel)}`,
      values: [channelName(channel), tab(context)],
    };
  }

  /** undefined: it was closed, and is forgotten. */
  function portOf(record: Record & { readonly object: number }): Port | undefined {
    const object = world.contexts.objects.get(record.context, record.object, record.channel);
    return object && (ports.get(object) ?? createPort(object));
  }

  function createPort(object: ChannelObject): Port {
    const port = { object, sends: 0, receives: 0, pending: 0, lastReceive: null, reported: false };
    ports.set(object, port);
    return port;
  }

  function listening(record: Record & { type: 'listeners' }): void {
    world.when(record.time + forgotten, () => {
      const object = world.contexts.objects.get(record.context, record.object, record.channel);
      if (!object?.openedBy || object.stays || object.started !== null || object.closed !== null) return;
      // It may have been started before the page was watched, or in a record that was lost.
      if (!object.listeners.last || object.state === 'transferred' || !isKnownUntilNow(record.context))
        return;
      const name = objectName(record);
      if (notStarted.has(name)) return;
      notStarted.set(name, world.claim({ ...about(record), code: 'W1', evidence: [ref(record)] }));
      if (notStarted.size > maxNotStarted) notStarted.delete(notStarted.keys().next().value ?? '');
    });
  }

  function started(record: Record & { readonly object: number }): void {
    notStarted.get(objectName(record))?.withdraw();
    notStarted.delete(objectName(record));
  }

  function isKnownUntilNow(context: string): boolean {
    const of = world.contexts.get(context);
    return of !== undefined && of.knownUntil === Infinity;
  }

  function sent(send: Sent): void {
    const closing = closings.of(send);
    if (closing) {
      world.report({ ...about(send), code: 'W10', evidence: [ref(send), ref(closing)] });
      return;
    }
    const port = portOf(send);
    if (!port) return;
    port.sends += 1;
    port.pending += 1;
    world.when(send.time + unanswered, () => {
      stopped(send, port);
      onlyOne(send, port);
    });
  }

  /** Everything was answered once, and nothing is any more. */
  function stopped(send: Sent, port: Port): void {
    const { lastReceive, pending, receives, sends } = port;
    if (port.reported || !lastReceive || pending < manyUnanswered || lastReceive.time > send.time) return;
    if (receives < usedTo.answers || receives / (sends - pending) < usedTo.part) return;
    port.reported = true;
    const { values, ...rest } = about(send);
    world.report({
      ...rest,
      code: 'W7',
      values: [...values, pending],
      evidence: [ref(send), ref(lastReceive)],
    });
  }

  function askingOn(channel: Channel): Port[] {
    const asking: Port[] = [];
    for (const object of world.contexts.objects.on(channel)) {
      if (asking.length === maxAmong) break;
      const port = ports.get(object);
      if (port && port.sends > 0 && isListening(object)) asking.push(port);
    }
    return asking;
  }

  /** Of several documents that asked a worker only one ever got something. */
  function onlyOne(send: Sent, { receives }: Port): void {
    if (send.channel.kind !== 'shared-worker' || receives > 0) return;
    const asking = askingOn(send.channel);
    const answered = asking.filter((port) => port.receives > 0);
    const [one] = answered;
    const last = one?.lastReceive;
    if (!asking.every(({ object }) => isKnownUntilNow(object.context))) return;
    if (answered.length !== 1 || asking.length < 2 || !one || !last) return;
    world.report({
      ...about(send),
      code: 'W11',
      subject: keyOf(send.channel),
      values: [channelName(send.channel), tab(one.object.context), asking.length - 1],
      contexts: asking.map(({ object }) => object.context),
      evidence: [ref(send), ref(last)],
    });
  }

  return (record) => {
    const { kind } = record.channel;
    if (kind !== 'shared-worker' && kind !== 'message-port') return;
    closings.see(record);
    if (record.type === 'listeners' && record.count > 0 && record.on === undefined) listening(record);
    else if (record.type === 'state' && record.state === 'started') started(record);
    else if (record.type === 'send' && !record.error) sent(record);
    else if (record.type === 'receive') {
      const port = portOf(record);
      if (!port) return;
      started(record);
      port.receives += 1;
      port.pending = 0;
      port.lastReceive = record;
      port.reported = false;
    }
  };
}

function isListening({ closed, started, listeners }: ChannelObject): boolean {
  return closed === null && started !== null && (listeners.last ?? 0) > 0;
}

function objectName({ context, object }: { readonly context: string; readonly object: number }): string {
  return `${context}/${object}`;
}
