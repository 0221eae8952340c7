import { isSuspended, listenersAt } from '../exchange/contexts';
import type { Channel, Record } from '../record';
import { ref, tab, type Detector, type World } from './detector';
import { channelName, sleepName } from './names';

/** More documents are not told of one message. */
const most = 20;

/** Documents that are frozen or in the back/forward cache while others write or post: S11, B7. */
export function detectSuspended(world: World): Detector {
  /** The record of when a document was suspended. */
  const since = new Map<string, Record>();
  /** How many messages each document has missed, by channel. */
  const missedBy = new Map<string, number>();

  function missed(sent: Record, context: string): void {
    const of = world.contexts.get(context);
    const suspended = since.get(context);
    if (!of || !suspended || !isSuspended(of, sent.time)) return;
    const { channel, time } = sent;
    const subject = `${context} ${channel.kind} ${channel.name}`;
    const count = (missedBy.get(subject) ?? 0) + 1;
    missedBy.set(subject, count);
    const state = sleepName(of.state.at(sent.time));
    const isStorage = isStorageArea(channel);
    world.report({
      code: isStorage ? 'S11' : 'B7',
      subject,
      channel,
      values: isStorage ? [tab(context), state, count] : [channelName(channel), tab(context), state, count],
      contexts: [context],
      evidence: [ref(sent), ref(suspended)],
      time,
    });
  }

  return (record) => {
    if (record.type === 'lifecycle') {
      if (record.state === 'frozen' || record.state === 'bfcached') {
        if (!since.has(record.context)) since.set(record.context, record);
      } else if (record.state !== 'hidden') since.delete(record.context);
    }
    const isSent = record.type === 'storage-write' || record.type === 'send';
    if (!isSent || since.size === 0) return;
    // What arrived all the same was not missed; if it was late, B12 tells.
    let count = 0;
    for (const { context, verdict, record: got } of world.exchangeOf(record)?.deliveries ?? []) {
      if (verdict !== 'frozen' || got || !awaits(record, context)) continue;
      missed(record, context);
      count += 1;
      if (count === most) break;
    }
  };

  /** The page would have heard it. */
  function awaits(sent: Record, context: string): boolean {
    const of = world.contexts.get(context);
    if (!of) return false;
    if (isStorageArea(sent.channel)) return (listenersAt(of, sent.time) ?? 0) > 0;
    for (const object of world.contexts.objects.within(context, sent.channel))
      if ((object.listeners.at(sent.time) ?? 0) > 0) return true;
    return false;
  }
}

function isStorageArea({ kind }: Channel): boolean {
  return kind === 'local-storage' || kind === 'session-storage';
}
