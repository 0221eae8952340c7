import type { ContextState } from '../exchange/types';
import { ref, tab, type Detector, type World } from './detector';
import { channelName } from './names';
import type { Record } from '../record';
import { LimitedMap, LimitedSet } from '../limited';

/** Milliseconds from a send to its receive that nobody expects. */
const late = 1_000;
/** What comes so many milliseconds after a page was shown has waited for it. */
const soon = 500;

/** A way on which messages come within so many milliseconds is no slow one: nor do the two clocks differ. */
const usual = 250;
/** So many late messages are no accident. */
const many = 3;

interface Burst {
  count: number;
  longest: number;
}

/** Messages that came in a late burst, because the receiver was hidden, frozen or busy: B12. */
export function detectLate(world: World): Detector {
  const bursts = new LimitedMap<string, Burst>();
  /** From one document to another. */
  const quickWays = new LimitedSet<string>();

  function burstOf(name: string, waited: number): Burst {
    const burst = bursts.get(name) ?? { count: 0, longest: 0 };
    bursts.set(name, burst);
    burst.count += 1;
    burst.longest = Math.max(burst.longest, Math.round(waited));
    return burst;
  }

  /** The receiver was awake all the time. */
  function waited(record: Record, sent: Record): void {
    const { channel, context, time } = record;
    const subject = `busy ${context} ${channel.kind} ${channel.name}`;
    const { count, longest } = burstOf(subject, time - sent.time);
    if (count < many) return;
    world.report({
      code: 'B12',
      variant: 'B12_busy',
      subject,
      channel,
      values: [channelName(channel), tab(context), count, longest],
      contexts: [sent.context, context],
      evidence: [ref(record), ref(sent)],
      time,
      count: count === many ? many : 1,
    });
  }

  return (record) => {
    if (record.type !== 'receive' && record.type !== 'storage-event') return;
    // A port keeps what comes before it is started: that is late for another reason.
    const { kind } = record.channel;
    if (kind === 'message-port' || kind === 'shared-worker') return;
    const by = world.sentOf(record);
    const sent = by?.record;
    if (!sent) return;
    const way = `${sent.context} ${record.context}`;
    if (record.time - sent.time < usual && !quickWays.has(way)) quickWays.add(way);
    if (record.time - sent.time < late) return;
    const states = world.contexts.get(record.context)?.state;
    const slept = states?.some(sent.time, record.time, isAsleep);
    // A page that is hidden runs, and one that is busy gets its messages late too: only what comes as it is shown has waited for that.
    const wasHidden = states?.some(
      Math.max(sent.time, record.time - soon),
      record.time,
      (one) => one === 'hidden',
    );
    const isShown =
      by.certain && states?.at(sent.time) === 'hidden' && wasHidden && states.at(record.time) === 'visible';
    if (!slept && !isShown) {
      if (by.certain && isHeld(record) && quickWays.has(way)) waited(record, sent);
      return;
    }
    const subject = `${record.context} ${record.channel.kind} ${record.channel.name}`;
    const { count, longest } = burstOf(subject, record.time - sent.time);
    world.report({
      code: 'B12',
      subject,
      channel: record.channel,
      values: [channelName(record.channel), tab(record.context), count, longest],
      contexts: [sent.context, record.context],
      evidence: [ref(record), ref(sent)],
      time: record.time,
      // What was missed in the back/forward cache, and written again alike, would look the same.
      ...(slept && by.certain ? {} : { confidence: 'likely' as const }),
      // Its tab showed another page: nobody waited for it.
      ...(states?.some(sent.time, record.time, isCached) ? { severity: 'info' as const } : {}),
    });
  };
}

function isCached(state: ContextState): boolean {
  return state === 'bfcached';
}

function isAsleep(state: ContextState): boolean {
  return state === 'frozen' || state === 'bfcached';
}

/** What comes on these waits for nothing but the page's own tasks. */
function isHeld({ channel: { kind } }: Record): boolean {
  return kind === 'broadcast-channel' || kind === 'local-storage';
}
