import type { Record, Send } from '../../../record/record';
import { ref, tab, type Detector, type World } from '../../asking/detector';
import { channelName } from '../../asking/names';
import { isSamePage } from '../../asking/place';
import { LimitedMap } from '../../../limited';

type Sent = Send & { readonly context: string; readonly seq: number };

interface Sender {
  readonly context: string;
  readonly first: number;
  latest: Sent;
  count: number;
  /** The longest time between two messages. */
  longest: number;
}

const maxChannels = 2_000;
/** Of one document: more are not looked at when it goes. */
const maxNames = 100;
/** Who has sent so often sends on and on. */
const manyMessages = 5;
/** Milliseconds between two messages, at most, that somebody may wait for. */
const longestPause = 10_000;
/** In milliseconds; a leader is elected faster. */
const silentFor = 5_000;
/** Who sends by a clock never pauses for so many times its usual pause. */
const steady = 3;
/** What a page does within so many milliseconds of its begin no user has asked for. */
const starting = 5_000;

/** A BroadcastChannel on which nobody sends since its only sender is gone: R8. */
export function create(world: World): Detector {
  /** By name; null: several send. */
  const senders = new LimitedMap<string, Sender | null>(maxChannels);
  /** Names on which a document was the first to send. */
  const namesOf = new LimitedMap<string, string[]>();

  function sent(send: Sent): void {
    const { name } = send.channel;
    const known = senders.get(name);
    if (known === null) return;
    if (known === undefined) {
      senders.set(name, { context: send.context, first: send.time, latest: send, count: 1, longest: 0 });
      const names = namesOf.get(send.context);
      if (!names) namesOf.set(send.context, [name]);
      else if (names.length < maxNames) names.push(name);
    } else if (known.context === send.context) {
      known.longest = Math.max(known.longest, send.time - known.latest.time);
      known.latest = send;
      known.count += 1;
    } else senders.set(name, null);
  }

  function gone({ context, time }: Record): void {
    for (const name of namesOf.get(context) ?? []) {
      const sender = senders.get(name);
      if (sender?.context !== context) continue;
      const { latest, first, count } = sender;
      const pause = (latest.time - first) / (count - 1);
      // It had sent to the end.
      if (count < manyMessages || pause > longestPause || time - latest.time > 2 * pause + 200) continue;
      const now = time + Math.max(silentFor, 5 * pause);
      world.when(now, () => {
        if (senders.get(latest.channel.name) === sender && world.reached() >= now) silent(sender, time, now);
      });
    }
  }

  /**
   * It sent by a clock from its begin on, and the other tab, which runs the same page, never did: one of them
   * does it for all, and the other one does not know that it is alone.
   */
  function wasLeader(sender: Sender, other: string): boolean {
    const own = world.contexts.get(sender.context);
    if (!own || !isSamePage(world, sender.context, other)) return false;
    const pause = (sender.latest.time - sender.first) / (sender.count - 1);
    return sender.first - own.created < starting && sender.longest < steady * pause;
  }

  /** It sent what another tab had done: that other one is the source. */
  function passesOn({ latest }: Sender): boolean {
    const event = world.causeOf(latest);
    return event?.type === 'storage-event' || event?.channel.kind === 'broadcast-channel';
  }

  function silent(sender: Sender, since: number, now: number): void {
    const { context, latest } = sender;
    if (passesOn(sender)) return;
    const waiting = [...world.contexts.objects.on(latest.channel)].find(
      (object) => object.context !== context && object.opened < since && object.closed === null,
    );
    if (!waiting || (waiting.listeners.at(now) ?? 0) === 0) return;
    world.report({
      code: 'R8',
      variant: 'R8_silent',
      subject: `silent ${latest.channel.name}`,
      channel: latest.channel,
      values: [
        channelName(latest.channel),
        tab(context),
        tab(waiting.context),
        Math.round((now - since) / 1000),
      ],
      contexts: [context, waiting.context],
      evidence: [ref(latest)],
      time: now,
      ...(wasLeader(sender, waiting.context) ? {} : { severity: 'info' as const }),
    });
  }

  return (record) => {
    if (record.type === 'send' && record.channel.kind === 'broadcast-channel' && !record.error) sent(record);
    else if (record.type === 'lifecycle' && record.state === 'gone') gone(record);
  };
}
