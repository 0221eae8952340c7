import type { ChannelObject } from '../exchange/channel-objects';
import { isKnown, samePartition, type KnownContext } from '../exchange/contexts';
import type { Record, Send } from '../record';
import { ref, tab, type Detector, type World } from './detector';
import { channelName, shorten } from './names';
import { areSimilar } from './similar';

type Sent = Send & { readonly context: string; readonly seq: number };

/** A receiver that comes so many milliseconds after a message, or went before it, was likely meant to get it. */
const justMissed = 5_000;

/** BroadcastChannel: who could have got a message and why nobody did (B1 to B6, B9), and what could not be cloned on any channel (B10, B11). */
export function detectBroadcast(world: World): Detector {
  function about(record: Record) {
    const { channel, time, context } = record;
    return { channel, time, contexts: [context], evidence: [ref(record)] };
  }

  function failed(send: Sent, { name, message, path }: NonNullable<Send['error']>): void {
    const channel = channelName(send.channel);
    if (name === 'DataCloneError')
      world.report({
        ...about(send),
        code: 'B10',
        subject: `${send.context} ${send.channel.kind} ${channel} ${path ?? ''}`,
        values: [channel, path ?? '', shorten(message)],
      });
    else if (name === 'InvalidStateError' && send.channel.kind === 'broadcast-channel')
      world.report({
        ...about(send),
        code: 'B4',
        subject: `${send.context} ${channel}`,
        values: [channel, tab(send.context)],
      });
  }

  function posted(send: Sent): void {
    const sender = world.contexts.get(send.context);
    if (!sender) return;
    const state = sender.state.at(send.time);
    const channel = channelName(send.channel);
    if (state === 'gone' || state === 'bfcached')
      world.report({ ...about(send), code: 'B9', subject: channel, values: [channel, tab(send.context)] });
    const others = [...world.contexts.objects.on(send.channel)].filter((object) => !isSender(object, send));
    const open = others.filter((object) => isOpen(object, send.time));
    const sharing = open.filter((object) => shares(send.context, object.context));
    for (const { context } of open)
      if (!sharing.some((object) => object.context === context)) apart(send, context);
    if (sharing.length === 0) world.when(send.time + justMissed, () => nobody(send));
  }

  function shares(a: string, b: string): boolean {
    const [one, other] = [world.contexts.get(a), world.contexts.get(b)];
    return !one || !other || samePartition(one, other);
  }

  function apart(send: Sent, context: string): void {
    world.report({
      ...about(send),
      code: 'B5',
      subject: `${send.channel.name} ${send.context} ${context}`,
      values: [channelName(send.channel), tab(context)],
      contexts: [send.context, context],
    });
  }

  /** Nobody else had the channel open: who came too late, who had closed it, who has a name like it. */
  function nobody(send: Sent): void {
    const channel = channelName(send.channel);
    const others = [...world.contexts.objects.on(send.channel)].filter(
      (object) => !isSender(object, send) && shares(send.context, object.context),
    );
    const late = others.find(({ opened }) => opened > send.time && opened <= send.time + justMissed);
    const closed = others.find((object) => object.closed !== null && send.time - object.closed < justMissed);
    const near = [...world.contexts.objects.channelsOf('broadcast-channel')].find(
      ({ name }) => areSimilar(name, send.channel.name) && openElsewhere(name, send),
    );
    if (late) missed(send, 'B3', [channel, tab(late.context)], late);
    else if (closed && closed.closed !== null && closed.closed <= send.time)
      missed(send, 'B4', [channel, tab(closed.context)], closed);
    else if (world.contexts.between(send.time, send.time).some((of) => mayHaveIt(of, send))) return;
    else if (near) {
      const object = openElsewhere(near.name, send);
      if (object) missed(send, 'B2', [channel, near.name, tab(object.context)], object);
    } else
      world.report({
        ...about(send),
        code: 'B1',
        subject: `${send.context} ${channel}`,
        values: [channel, tab(send.context)],
      });
  }

  /** It shares with the sender, and not all of its objects are known. */
  function mayHaveIt(of: KnownContext, send: Sent): boolean {
    return !isKnown(of, send.time) && shares(send.context, of.id);
  }

  function openElsewhere(name: string, send: Sent): ChannelObject | undefined {
    const objects = world.contexts.objects.on({ kind: 'broadcast-channel', name });
    return [...objects].find((object) => object.context !== send.context && isOpen(object, send.time));
  }

  function missed(
    send: Sent,
    code: 'B2' | 'B3' | 'B4',
    values: Parameters<World['report']>[0]['values'],
    by: ChannelObject,
  ): void {
    const evidence = by.openedBy ? [ref(send), by.openedBy] : [ref(send)];
    const contexts = [send.context, by.context];
    const subject = `${send.context} ${send.channel.name} ${by.context}`;
    world.report({ ...about(send), code, subject, values, contexts, evidence });
  }

  return (record) => {
    if (record.type === 'send' && record.error) failed(record, record.error);
    else if (record.type === 'send' && record.channel.kind === 'broadcast-channel') posted(record);
    else if (record.type === 'receive' && record.event === 'messageerror')
      world.report({
        ...about(record),
        code: 'B11',
        subject: `${record.context} ${record.channel.name}`,
        values: [channelName(record.channel), tab(record.context)],
      });
    else if (record.type === 'open' && record.channel.kind === 'broadcast-channel') {
      if (world.contexts.get(record.context)?.context?.origin === 'null')
        world.report({
          ...about(record),
          code: 'B6',
          subject: record.context,
          values: [channelName(record.channel), tab(record.context)],
        });
    }
  };
}

function isSender({ context, object }: ChannelObject, send: Sent): boolean {
  return context === send.context && object === send.object;
}

function isOpen({ opened, closed }: ChannelObject, time: number): boolean {
  return opened <= time && (closed === null || closed > time);
}
