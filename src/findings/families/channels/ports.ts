import { createByChannel } from '../../../record/by-channel';
import { keyOf, type ChannelObject } from '../../../presence/channel-objects';
import type { Preview } from '../../../record/preview';
import type { Channel, Receive, Record, Send } from '../../../record/record';
import { createClaims } from '../../asking/claims';
import { createClosings } from '../../asking/closings';
import { about, ref, tab, type Detector, type World } from '../../asking/detector';
import { channelName } from '../../asking/names';
import { requestKind } from '../../asking/request-kind';
import { answersWithinMs, forgottenAfterMs } from '../../../time-windows';
import type { Codes } from '../../code';
import { html } from '../../links';

export const codes = {
  W1: {
    severity: 'error',
    confidence: 'certain',
    values: ['channel', 'tab'],
    variants: ['W1_inside'],
    link: `${html}/web-messaging.html#dom-messageport-start`,
  },
  W7: {
    severity: 'warning',
    confidence: 'likely',
    values: ['channel', 'tab', 'number of messages'],
    link: `${html}/workers.html#the-worker's-lifetime`,
    variants: ['W7_port'],
  },
  W10: {
    severity: 'error',
    confidence: 'certain',
    values: ['channel', 'tab'],
    link: `${html}/web-messaging.html#dom-messageport-close`,
    loses: true,
  },
  W11: {
    severity: 'warning',
    confidence: 'likely',
    values: ['channel', 'answered tab', 'number of tabs without an answer'],
    link: `${html}/workers.html#shared-workers-introduction`,
  },
} as const satisfies Codes;

type Sent = Send & { readonly context: string; readonly seq: number };
type Received = Receive & { readonly context: string; readonly seq: number };

/** Workers and services whose ports are looked at. */
const maxWorkers = 2_000;
/** An answer that has not come after so many milliseconds is missing. */
const unanswered = 2_000;
/** So many answers, to this part of what was sent, make a port one that is answered. */
const usedTo = { answers: 2, part: 0.8 };
const manyUnanswered = 3;
const maxKinds = 50;
/** Questions on one channel that a message may be of. */
const mostQuestions = 6;
/** Questions on one channel without an answer that are remembered, since one may come late. */
const mostLate = 50;
/** More ports on a channel are not compared. */
const maxAmong = 1_000;

interface Port {
  readonly object: ChannelObject;
  sends: number;
  receives: number;
  /**
   * Receives that answer what it sent: nobody else on the channel sent anything in between, which the worker
   * may have passed on.
   */
  answers: number;
  /** Since the last receive. */
  pending: number;
  lastReceive: Record | null;
  reported: boolean;
  /** What it asked, by kind, and whether that was ever answered. */
  readonly asked: Map<string, boolean>;
  /** How often it asked each kind since the last receive, and when first. */
  readonly waiting: Map<string, { readonly since: number; count: number }>;
}

/** Who sent last on a channel, and what came last on it. */
interface OnChannel {
  asker: Port | null;
  question: Sent | null;
  /** The latest questions of all ports. */
  questions: readonly Sent[];
  /** To any port: the worker lives. */
  heard: number;
  /** The worker could not be started for somebody. */
  isBroken: boolean;
  /** What W11 tells of. */
  unanswered: readonly Unanswered[];
}

interface Unanswered {
  readonly send: Sent;
  readonly port: Port;
  readonly kind: string;
}

/** What a port's own records tell: W1, W7, W10, W11. */
export function create(world: World): Detector {
  const ports = new WeakMap<ChannelObject, Port>();
  /** W1 of ports that may still be started. */
  const notStarted = createClaims();
  /** W1 of workers that have said nothing yet. */
  const silent = createClaims();
  /** W11, by channel: an answer may take its time. */
  const leftOut = createClaims();
  const closings = createClosings();
  const channels = createByChannel<OnChannel>(maxWorkers);

  function seenOn(record: Record) {
    const { channel, context } = record;
    const subject = `${context} ${keyOf(channel)}`;
    return { ...about(record), subject, values: [channelName(channel), tab(context)] };
  }

  /** undefined: it was closed, and is forgotten. */
  function portOf(record: Record & { readonly object: number }): Port | undefined {
    const object = world.contexts.objects.get(record.context, record.object, record.channel);
    return object && (ports.get(object) ?? createPort(object));
  }

  function createPort(object: ChannelObject): Port {
    const port: Port = {
      object,
      sends: 0,
      receives: 0,
      answers: 0,
      pending: 0,
      lastReceive: null,
      reported: false,
      asked: new Map(),
      waiting: new Map(),
    };
    ports.set(object, port);
    return port;
  }

  function listening(record: Record & { type: 'listeners' }): void {
    world.when(record.time + forgottenAfterMs, () => {
      const object = world.contexts.objects.get(record.context, record.object, record.channel);
      if (!object?.openedBy || object.stays || object.started !== null || object.closed !== null) return;
      // It may have been started before the page was watched, or in a record that was lost.
      if (!object.listeners.last || object.state === 'transferred' || !isKnownUntilNow(record.context))
        return;
      const name = objectName(record);
      if (notStarted.has(name)) return;
      notStarted.add(name, world.claim({ ...seenOn(record), code: 'W1', evidence: [ref(record)] }));
    });
  }

  function started(record: Record & { readonly object: number }): void {
    notStarted.withdraw(objectName(record));
  }

  function isKnownUntilNow(context: string): boolean {
    const of = world.contexts.get(context);
    return of !== undefined && of.knownUntil === Infinity;
  }

  function sent(send: Sent): void {
    const closing = closings.of(send);
    if (closing) {
      world.report({ ...seenOn(send), code: 'W10', evidence: [ref(send), ref(closing)] });
      return;
    }
    const port = portOf(send);
    if (!port) return;
    port.sends += 1;
    port.pending += 1;
    const on = onChannel(send.channel);
    on.asker = port;
    on.question = send;
    on.questions = [...on.questions.slice(1 - mostQuestions), send];
    const kind = requestKind(send.data);
    if (!port.asked.has(kind) && port.asked.size < maxKinds) port.asked.set(kind, false);
    const waiting = port.waiting.get(kind);
    if (waiting) waiting.count += 1;
    else if (port.waiting.size < maxKinds) port.waiting.set(kind, { since: send.time, count: 1 });
    world.when(send.time + unanswered, () => {
      stopped(send, port);
      dropped(send, port, kind);
      onlyOne(send, port, kind);
    });
    if (on.heard === -Infinity && send.channel.kind === 'shared-worker')
      world.when(send.time + answersWithinMs, () => {
        nobodyHeard(send);
      });
  }

  /** Several documents sent to a worker and listen to it, and none of them has ever got anything. */
  function nobodyHeard(send: Sent): void {
    const { channel } = send;
    const on = onChannel(channel);
    if (on.heard !== -Infinity || on.isBroken || silent.has(keyOf(channel))) return;
    const sending = listeningOn(channel, ({ sends, object }) => sends > 0 && isKnownUntilNow(object.context));
    const waiting = new Set(sending.map(({ object }) => object.context));
    if (waiting.size < 2 || !waiting.has(send.context)) return;
    const claim = world.claim({
      ...seenOn(send),
      code: 'W1',
      variant: 'W1_inside',
      severity: 'info',
      confidence: 'hint',
      subject: keyOf(channel),
      contexts: [...waiting],
      evidence: [ref(send)],
    });
    silent.add(keyOf(channel), claim);
  }

  function onChannel(channel: Channel): OnChannel {
    const known = channels.get(channel);
    if (known) return known;
    const on: OnChannel = {
      asker: null,
      question: null,
      questions: [],
      heard: -Infinity,
      isBroken: false,
      unanswered: [],
    };
    channels.set(channel, on);
    return on;
  }

  function received(record: Record & { type: 'receive' }): void {
    const port = portOf(record);
    if (!port) return;
    started(record);
    const on = onChannel(record.channel);
    on.heard = record.time;
    silent.withdraw(keyOf(record.channel));
    if (on.asker === port && port.pending > 0) {
      port.answers += 1;
      if (on.question && !isPassedOn(record, on.question, on.questions))
        port.asked.set(requestKind(on.question.data), true);
    }
    port.receives += 1;
    port.pending = 0;
    port.waiting.clear();
    port.lastReceive = record;
    port.reported = false;
    if (port.receives === 1) answeredLate(record.channel, port);
  }

  /** Of those that are left somebody may be the only one that is answered. */
  function answeredLate(channel: Channel, port: Port): void {
    const on = onChannel(channel);
    const left = on.unanswered.filter((one) => one.port !== port);
    if (left.length === on.unanswered.length) return;
    on.unanswered = [];
    leftOut.withdraw(keyOf(channel));
    for (const { send, port: other, kind } of left) onlyOne(send, other, kind);
  }

  function failed(channel: Channel): void {
    onChannel(channel).isBroken = true;
    silent.withdraw(keyOf(channel));
  }

  /** Everything was answered once, and nothing is any more, to nobody. */
  function stopped(send: Sent, port: Port): void {
    const { lastReceive, pending, answers, sends } = port;
    if (port.reported || !lastReceive || pending < manyUnanswered || lastReceive.time > send.time) return;
    if (onChannel(send.channel).heard > lastReceive.time) return;
    if (answers < usedTo.answers || answers / (sends - pending) < usedTo.part) return;
    port.reported = true;
    const { values, ...rest } = seenOn(send);
    world.report({
      ...rest,
      code: 'W7',
      values: [...values, pending],
      evidence: [ref(send), ref(lastReceive)],
    });
  }

  /** It was answered, and is not any more, while another document that asks the same still is. */
  function dropped(send: Sent, port: Port, kind: string): void {
    const { lastReceive, answers, asked, waiting } = port;
    const since = waiting.get(kind);
    if (port.reported || !lastReceive || !since || since.count < manyUnanswered) return;
    if (lastReceive.time > send.time || answers < usedTo.answers || asked.get(kind) !== true) return;
    const [other] = listeningOn(
      send.channel,
      (one) =>
        one.object.context !== send.context &&
        one.asked.get(kind) === true &&
        !one.waiting.has(kind) &&
        (one.lastReceive?.time ?? 0) > since.since,
    );
    if (!other?.lastReceive || !isKnownUntilNow(send.context)) return;
    port.reported = true;
    const { values, contexts, ...rest } = seenOn(send);
    world.report({
      ...rest,
      code: 'W7',
      variant: 'W7_port',
      values: [...values, since.count],
      contexts: [...contexts, other.object.context],
      evidence: [ref(send), ref(lastReceive), ref(other.lastReceive)],
    });
  }

  /** Ports that are listened to, of those that pass. */
  function listeningOn(channel: Channel, passes: (port: Port) => boolean): Port[] {
    const listening: Port[] = [];
    for (const object of world.contexts.objects.on(channel)) {
      if (listening.length === maxAmong) break;
      const port = ports.get(object);
      if (port && isListening(object) && passes(port)) listening.push(port);
    }
    return listening;
  }

  /**
   * Of several documents that asked a worker the same only one was answered, and the others never got
   * anything.
   */
  function onlyOne(send: Sent, port: Port, kind: string): void {
    if (send.channel.kind !== 'shared-worker' || port.receives > 0) return;
    const asked = listeningOn(send.channel, (port) => port.asked.has(kind));
    const asking = asked.filter((port) => port.receives === 0 || port.asked.get(kind));
    const answered = asking.filter((port) => port.asked.get(kind));
    const [one] = answered;
    const last = one?.lastReceive;
    if (!asking.every(({ object }) => isKnownUntilNow(object.context))) return;
    if (answered.length !== 1 || asking.length < 2 || !one || !last) return;
    const claim = world.claim({
      ...seenOn(send),
      code: 'W11',
      subject: keyOf(send.channel),
      values: [channelName(send.channel), tab(one.object.context), asking.length - 1],
      contexts: asking.map(({ object }) => object.context),
      evidence: [ref(send), ref(last)],
    });
    leftOut.add(keyOf(send.channel), claim);
    const on = onChannel(send.channel);
    on.unanswered = [...on.unanswered.slice(1 - mostLate), { send, port, kind }];
  }

  return (record) => {
    const { kind } = record.channel;
    if (kind !== 'shared-worker' && kind !== 'message-port') return;
    closings.see(record);
    if (record.type === 'listeners' && record.count > 0 && record.on === undefined) listening(record);
    else if (record.type === 'state' && record.state === 'started') started(record);
    else if (record.type === 'send' && !record.error) sent(record);
    else if (record.type === 'receive') received(record);
    else if (record.type === 'error') failed(record.channel);
  };
}

/** It has more of what another document has just sent than of what this one asked. */
function isPassedOn(record: Received, question: Sent, all: readonly Sent[]): boolean {
  const told = partsOf(record.data);
  const shared = (send: Sent): number => [...partsOf(send.data)].filter((part) => told.has(part)).length;
  const own = shared(question);
  return all.some(
    (one) => one.context !== record.context && record.time - one.time < unanswered && shared(one) > own,
  );
}

function partsOf(data: Preview): ReadonlySet<string> {
  const of =
    typeof data === 'object' && data !== null && 'v' in data && Array.isArray(data.v) ? data.v : [data];
  return new Set(of.map((part) => JSON.stringify(part)));
}

function isListening({ closed, started, listeners }: ChannelObject): boolean {
  return closed === null && started !== null && (listeners.last ?? 0) > 0;
}

function objectName({ context, object }: { readonly context: string; readonly object: number }): string {
  return `${context}/${object}`;
}
