import type { ChannelObject } from '../../../presence/channel-objects';
import { isKnown, isOver, samePartition } from '../../../presence/contexts';
import type { Send } from '../../../record/record';
import { sharersAt } from '../../asking/audience';
import { createClosings } from '../../asking/closings';
import { about, ref, tab, type Detector, type Seen, type World } from '../../asking/detector';
import { channelName } from '../../asking/names';
import { createNearMisses } from '../../asking/near-origin';
import { isSameData, shapeOf } from '../../asking/message-shape';
import { createSampling } from '../../asking/sampling';
import { areSimilar } from '../../asking/similar';
import { LimitedMap, LimitedSet } from '../../../limited';
import type { Codes } from '../../code';
import { broadcastPost, broadcasting, html, partitions } from '../../links';

export const codes = {
  B1: { severity: 'info', confidence: 'certain', values: ['channel', 'sender tab'], link: broadcastPost },
  B2: {
    severity: 'warning',
    confidence: 'certain',
    values: ['channel', 'the similar name', 'its tab'],
    link: broadcasting,
    loses: true,
  },
  B3: {
    severity: 'warning',
    confidence: 'certain',
    values: ['channel', 'receiver tab'],
    link: broadcasting,
    loses: true,
  },
  B4: {
    severity: 'error',
    confidence: 'certain',
    values: ['channel', 'tab'],
    link: `${html}/web-messaging.html#dom-broadcastchannel-close`,
    loses: true,
  },
  B5: {
    severity: 'warning',
    confidence: 'likely',
    values: ['channel', 'receiver tab'],
    link: partitions,
    loses: true,
  },
  B6: {
    severity: 'warning',
    confidence: 'certain',
    values: ['channel', 'tab'],
    link: `${html}/browsers.html#concept-origin-opaque`,
  },
  B9: {
    severity: 'warning',
    confidence: 'likely',
    values: ['channel', 'sender tab'],
    link: 'https://developer.mozilla.org/docs/Web/API/Window/pagehide_event',
  },
} as const satisfies Codes;

type Sent = Send & { readonly context: string; readonly seq: number };

/**
 * A receiver that comes so many milliseconds after a message, or went before it, was likely meant to get it.
 */
const justMissed = 2_500;
/** A page that the sender opened, and told something as it did, begins so many milliseconds after that. */
const opensWithin = 1_000;
/** A document may post on thousands of names: so many in a second are compared with others. */
const comparedASecond = 20;

/** BroadcastChannel: who could have got a message and why nobody did (B1 to B6, B9). */
export function create(world: World): Detector {
  const closings = createClosings();
  /** By sender and name. */
  const latest = new LimitedMap<string, Sent>();
  /** Names on which messages came that no watched page had sent: a worker has them open. */
  const unseenSenders = new LimitedSet<string>();
  const sampling = createSampling(comparedASecond);
  const nearMiss = createNearMisses(world);

  /** postMessage threw: the page has closed it itself. */
  function closedBySender(send: Sent): void {
    const channel = channelName(send.channel);
    const closing = closings.of(send);
    world.report({
      ...about(send),
      code: 'B4',
      subject: `${send.context} ${channel}`,
      values: [channel, tab(send.context)],
      evidence: closing ? [ref(send), ref(closing)] : [ref(send)],
    });
  }

  function posted(send: Sent): void {
    const sender = world.contexts.get(send.context);
    if (!sender) return;
    const state = sender.state.at(send.time);
    const open = new Set<string>();
    for (const object of world.contexts.objects.on(send.channel))
      if (!isSender(object, send) && isThere(object, send.time)) open.add(object.context);
    if (open.size > 0 && (state === 'gone' || state === 'bfcached')) leaving(send);
    for (const context of open) if (!shares(send.context, context)) apart(send, context);
    if (open.size > 0) return;
    // Whoever listens on such a name may be gone by then.
    const [near] = nearNames(send);
    world.when(send.time + justMissed, () => nobody(send, near));
  }

  /** Nothing is lost where it arrived all the same. */
  function leaving(send: Sent): void {
    const arrived = world.exchangeOf(send)?.deliveries.some(({ record }) => record !== undefined);
    const channel = channelName(send.channel);
    world.report({
      ...about(send),
      code: 'B9',
      subject: channel,
      values: [channel, tab(send.context)],
      ...(arrived ? { severity: 'info' as const } : {}),
    });
  }

  /** Open, in a document that has not ended without saying so. */
  function isThere(object: ChannelObject, time: number): boolean {
    const of = world.contexts.get(object.context);
    return isOpen(object, time) && !(of && isOver(of, time));
  }

  function shares(a: string, b: string): boolean {
    const [one, other] = [world.contexts.get(a), world.contexts.get(b)];
    return !one || !other || samePartition(one, other);
  }

  function apart(send: Sent, context: string): void {
    const [own, other] = [world.contexts.get(send.context), world.contexts.get(context)];
    const isPrivate = own?.context?.incognito !== other?.context?.incognito;
    world.report({
      ...about(send),
      code: isPrivate ? 'S6' : 'B5',
      subject: `${send.channel.name} ${send.context} ${context}`,
      values: isPrivate ? [tab(context)] : [channelName(send.channel), tab(context)],
      contexts: [send.context, context],
    });
  }

  /** Nobody else had the channel open: who came too late, who had closed it, who has a name like it. */
  function nobody(send: Sent, near: ChannelObject | undefined): void {
    // A page that was watched late may have it open, and so may a worker.
    if (sharersAt(world, send).some((of) => !isKnown(of, send.time))) return;
    if (unseenSenders.has(send.channel.name)) return;
    const others = [...world.contexts.objects.on(send.channel)].filter(
      (object) => !isSender(object, send) && shares(send.context, object.context),
    );
    // A document that was not there yet when it was sent missed nothing that it could have waited for.
    const late = others.find(
      (object) =>
        object.opened > send.time &&
        object.opened <= send.time + justMissed &&
        ((world.contexts.get(object.context)?.created ?? -Infinity) <= send.time ||
          isOpenedFor(send, object.context)),
    );
    const closed = others.find((object) => closedBefore(object, send));
    if (late && isSaidAgain(send, late)) return;
    // Who speaks as it opens the channel asks for what it needs.
    const asks = late && latest.has(`${late.context} ${send.channel.name}`);
    const more = asks ? ({ severity: 'info' } as const) : {};
    if (late) missed(send, 'B3', late, { values: [tab(late.context)], ...more });
    else if (closed) tooEarly(send, closed);
    else if (near) missed(send, 'B2', near, { values: [channelName(near.channel), tab(near.context)] });
    else if (sharersAt(world, send).length > 0 || !nearMiss.is(send)) {
      const channel = channelName(send.channel);
      const values = [channel, tab(send.context)];
      world.report({ ...about(send), code: 'B1', subject: `${send.context} ${channel}`, values });
    }
  }

  /** The sender opened its tab and spoke at once; a page that speaks as it begins asks for what it needs. */
  function isOpenedFor(send: Sent, context: string): boolean {
    const own = world.contexts.get(send.context)?.context?.tab ?? null;
    const of = world.contexts.get(context);
    return (
      own !== null &&
      of?.context?.openerTab === own &&
      of.created <= send.time + opensWithin &&
      !latest.has(`${context} ${send.channel.name}`)
    );
  }

  /** As a heartbeat is: who comes a little later hears the next one. */
  function isSaidAgain(send: Sent, { opened }: ChannelObject): boolean {
    const again = latest.get(`${send.context} ${send.channel.name}`);
    if (!again || again.time < opened) return false;
    const [one, other] = [shapeOf(send.data), shapeOf(again.data)];
    return one.text === other.text && (one.kind !== 'other' || isSameData(send.data, again.data));
  }

  function tooEarly(send: Sent, closed: ChannelObject): void {
    const closing = closings.of(closed);
    const evidence = closing ? [ref(send), ref(closing)] : [ref(send)];
    missed(send, 'B4', closed, { values: [tab(closed.context)], evidence, severity: 'info' });
  }

  /** By the page itself, just before. */
  function closedBefore(object: ChannelObject, send: Sent): boolean {
    const closing = closings.of(object);
    return closing !== undefined && closing.time <= send.time && send.time - closing.time < justMissed;
  }

  /** Open objects of others on names like this one, which the sender itself does not use beside it. */
  function nearNames(send: Sent): ChannelObject[] {
    if (!sampling.allows(send.context, send.time)) return [];
    const names = [...world.contexts.objects.channelsOf('broadcast-channel')].filter(({ name }) =>
      areSimilar(name, send.channel.name),
    );
    return names.flatMap((channel) => {
      const open = [...world.contexts.objects.on(channel)].filter((object) => isThere(object, send.time));
      return open.some(({ context }) => context === send.context)
        ? []
        : open.filter(({ context }) => shares(send.context, context));
    });
  }

  function missed(
    send: Sent,
    code: 'B2' | 'B3' | 'B4',
    by: ChannelObject,
    { values, ...more }: Pick<Seen, 'values'> & Partial<Pick<Seen, 'evidence' | 'confidence' | 'severity'>>,
  ): void {
    world.report({
      ...about(send),
      code,
      subject: `${send.context} ${send.channel.name} ${by.context}`,
      values: [channelName(send.channel), ...values],
      contexts: [send.context, by.context],
      evidence: by.openedBy ? [ref(send), by.openedBy] : [ref(send)],
      ...more,
    });
  }

  return (record) => {
    if (record.channel.kind !== 'broadcast-channel') return;
    closings.see(record);
    if (record.type === 'send') {
      if (record.error?.name === 'InvalidStateError') closedBySender(record);
      else if (!record.error) {
        latest.set(`${record.context} ${record.channel.name}`, record);
        posted(record);
      }
    } else if (record.type === 'receive' && !world.sentOf(record)) unseenSenders.add(record.channel.name);
    else if (record.type === 'open' && world.contexts.get(record.context)?.context?.origin === 'null') {
      const values = [channelName(record.channel), tab(record.context)];
      world.report({ ...about(record), code: 'B6', subject: record.context, values });
    }
  };
}

function isSender({ context, object }: ChannelObject, send: Sent): boolean {
  return context === send.context && object === send.object;
}

function isOpen({ opened, closed }: ChannelObject, time: number): boolean {
  return opened <= time && (closed === null || closed > time);
}
