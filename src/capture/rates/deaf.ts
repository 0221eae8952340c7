import type { ChannelObject } from '../../presence/channel-objects';
import { isOver, isSuspended, listenersOn, samePartition, type Contexts } from '../../presence/contexts';
import { firstIndex } from '../../record/held';
import type { Channel, Record } from '../../record/record';

/** Sends that are looked at for one object. */
const mostSteps = 1_000;

/**
 * Documents on a BroadcastChannel that none of their objects listened to at some of these sends, which are in
 * the order of their times: there a message leaves no record.
 */
export function deafTo(sends: readonly Record[], contexts: Contexts): ReadonlySet<string> {
  const deaf = new Set<string>();
  const channel = sends[0]?.channel;
  if (!channel) return deaf;
  for (const object of contexts.objects.on(channel))
    if (!deaf.has(object.context) && missesAny(object, sends, contexts)) deaf.add(object.context);
  return deaf;
}

function missesAny(object: ChannelObject, sends: readonly Record[], contexts: Contexts): boolean {
  const of = contexts.get(object.context);
  if (!of) return false;
  for (let at = sends.length - 1, steps = 0; at >= 0 && steps < mostSteps; at -= 1, steps += 1) {
    const send = sends[at];
    if (!send) break;
    const { time } = send;
    if (object.listeners.at(time) !== 0) {
      const since = object.listeners.changedAt(time);
      at = firstIndex(sends, (one) => one.time >= since);
      continue;
    }
    const sender = contexts.get(send.context);
    if (
      isOpen(object, time) &&
      !(send.context === object.context && 'object' in send && send.object === object.object) &&
      !isOver(of, time) &&
      !isSuspended(of, time) &&
      (!sender || samePartition(sender, of)) &&
      listenersOn(of, object, time) === 0 &&
      !isHeardBy(object.context, object.channel, time, contexts)
    )
      return true;
  }
  return false;
}

/** Whether any object of a document on a channel has a listener, or may have one. */
export function isHeardBy(context: string, channel: Channel, time: number, contexts: Contexts): boolean {
  for (const object of contexts.objects.within(context, channel))
    if (isOpen(object, time) && object.listeners.at(time) !== 0) return true;
  return false;
}

function isOpen({ opened, closed }: ChannelObject, time: number): boolean {
  return opened <= time && (closed === null || closed > time);
}
