import { nameOf } from '../../record/record-name';
import { isSuspended, listenersAt } from '../../presence/contexts';
import type { ContextState } from '../../exchange/types';
import type { Channel, Record } from '../../record/record';
import { ref, tab, type Claim, type Detector, type Seen, type World } from '../asking/detector';
import { channelName, sleepName } from '../asking/names';
import { LimitedMap } from '../../limited';
import type { Codes } from '../code';
import { bfcache } from '../links';

export const codes = {
  S11: {
    severity: 'warning',
    confidence: 'certain',
    values: ['receiver tab', 'state', 'number of writes'],
    link: bfcache,
  },
  B7: {
    severity: 'warning',
    confidence: 'certain',
    values: ['channel', 'receiver tab', 'state', 'number of messages'],
    link: bfcache,
  },
} as const satisfies Codes;

/** More documents are not told of one message. */
const most = 20;
/** More missed messages of a document are only counted. */
const maxMissed = 5_000;

interface Missed {
  readonly sent: Record;
  readonly suspended: Record;
  readonly state: ContextState;
  /** null: it is in the back/forward cache, and its tab shows another page. */
  claim: Claim | null;
}

/** Documents that were frozen or in the back/forward cache while others wrote or posted: S11, B7. */
export function create(world: World): Detector {
  /** The record of when a document was suspended. */
  const since = new LimitedMap<string, Record>();
  /** What each document has not got, by channel and by the name of the record that sent it. */
  const missedBy = new LimitedMap<string, Map<string, Map<string, Missed>>>();

  function missed(sent: Record, context: string): void {
    const of = world.contexts.get(context);
    const suspended = since.get(context);
    if (!of || !suspended || !isSuspended(of, sent.time)) return;
    const channels = missedBy.get(context) ?? new Map<string, Map<string, Missed>>();
    missedBy.set(context, channels);
    const channel = `${sent.channel.kind} ${sent.channel.name}`;
    const all = channels.get(channel) ?? new LimitedMap<string, Missed>(maxMissed);
    channels.set(channel, all);
    const state = of.state.at(sent.time);
    const one: Missed = { sent, suspended, state, claim: null };
    all.set(nameOf(sent), one);
    // Its tab has gone on to another page: nobody misses anything unless it comes back.
    if (state !== 'bfcached') one.claim = world.claim(seenOf(one, context, all.size));
  }

  function seenOf({ sent, suspended, state: slept }: Missed, context: string, count: number): Seen {
    const { channel, time } = sent;
    const state = sleepName(slept);
    const isStorage = isStorageArea(channel);
    return {
      code: isStorage ? 'S11' : 'B7',
      subject: `${context} ${channel.kind} ${channel.name}`,
      channel,
      values: isStorage ? [tab(context), state, count] : [channelName(channel), tab(context), state, count],
      contexts: [context],
      evidence: [ref(sent), ref(suspended)],
      time,
      lost: 1,
    };
  }

  /** The page came back: what it has not got by then it never gets. */
  function restored(context: string): void {
    for (const all of missedBy.get(context)?.values() ?? []) {
      let count = 0;
      for (const one of all.values()) {
        count += 1;
        one.claim ??= world.claim(seenOf(one, context, count));
      }
    }
  }

  /**
   * It was not missed after all: a frozen page gets what came meanwhile once it thaws. If it was late, B12
   * says so.
   */
  function got(record: Record): void {
    const all = missedBy.get(record.context)?.get(`${record.channel.kind} ${record.channel.name}`);
    const sent = all && world.sentOf(record)?.record;
    const one = sent && all.get(nameOf(sent));
    if (!one) return;
    all.delete(nameOf(sent));
    one.claim?.withdraw();
    const last = [...all.values()].at(-1);
    last?.claim?.revise(seenOf(last, record.context, all.size));
  }

  function awaits(sent: Record, context: string): boolean {
    const of = world.contexts.get(context);
    if (!of) return false;
    if (isStorageArea(sent.channel)) return (listenersAt(of, sent.time) ?? 0) > 0;
    for (const object of world.contexts.objects.within(context, sent.channel))
      if ((object.listeners.at(sent.time) ?? 0) > 0) return true;
    return false;
  }

  return (record) => {
    const { type, context } = record;
    if (type === 'lifecycle') {
      const { state } = record;
      if (state === 'frozen' || state === 'bfcached') {
        if (!since.has(context)) since.set(context, record);
      } else if (state !== 'hidden') since.delete(context);
      if (state === 'restored') restored(context);
      if (state === 'gone') missedBy.delete(context);
    } else if (type === 'storage-event' || type === 'receive') {
      if (missedBy.has(context)) got(record);
    }
    if ((type !== 'storage-write' && type !== 'send') || since.size === 0) return;
    let count = 0;
    for (const delivery of world.exchangeOf(record)?.deliveries ?? []) {
      if (delivery.verdict !== 'frozen' || delivery.record || !awaits(record, delivery.context)) continue;
      missed(record, delivery.context);
      count += 1;
      if (count === most) break;
    }
  };
}

function isStorageArea({ kind }: Channel): boolean {
  return kind === 'local-storage' || kind === 'session-storage';
}
