import type { ContextState } from '../../../exchange/types';
import { ref, tab, type Detector, type World } from '../../asking/detector';
import { channelName } from '../../asking/names';
import type { Record } from '../../../record/record';
import { LimitedMap, LimitedPairs } from '../../../limited';
import type { Codes } from '../../code';

export const codes = {
  B12: {
    severity: 'warning',
    confidence: 'certain',
    values: ['channel', 'receiver tab', 'number of messages', 'longest delay in ms'],
    link: 'https://developer.chrome.com/docs/web-platform/page-lifecycle-api',
    variants: ['B12_busy'],
  },
} as const satisfies Codes;

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
export function create(world: World): Detector {
  const bursts = new LimitedMap<string, Burst>();
  /** From a second document to the first. */
  const quickWays = new LimitedPairs<true>();

  /** Directly, or both with a third one: then the clocks of all three agree. */
  function isQuick(from: string, to: string): boolean {
    if (quickWays.get(to, from)) return true;
    return quickWays.of(to).some((third) => quickWays.get(third, from) !== undefined);
  }

  function burstOf(name: string, waited: number): Burst {
    const burst = bursts.get(name) ?? { count: 0, longest: 0 };
    bursts.set(name, burst);
    burst.count += 1;
    burst.longest = Math.max(burst.longest, Math.round(waited));
    return burst;
  }

  return (record) => {
    if (record.type !== 'receive' && record.type !== 'storage-event') return;
    const { channel, context, time } = record;
    // A port keeps what comes before it is started: that is late for another reason.
    if (channel.kind === 'message-port' || channel.kind === 'shared-worker') return;
    const by = world.sentOf(record);
    const sent = by?.record;
    if (!sent) return;
    const waited = time - sent.time;
    if (waited < usual) quickWays.set(context, sent.context, true);
    if (waited < late) return;
    const states = world.contexts.get(context)?.state;
    const slept = states?.some(sent.time, time, isAsleep);
    // A page that is hidden runs: only what comes as it is shown has waited for that.
    const wasHidden = states?.some(Math.max(sent.time, time - soon), time, (one) => one === 'hidden');
    const isShown =
      by.certain && states?.at(sent.time) === 'hidden' && wasHidden && states.at(time) === 'visible';
    const isBusy = !slept && !isShown;
    if (isBusy && !(by.certain && waitsForTasks(record) && isQuick(sent.context, context))) return;
    const subject = `${isBusy ? 'busy ' : ''}${context} ${channel.kind} ${channel.name}`;
    const { count, longest } = burstOf(subject, waited);
    if (isBusy && count < many) return;
    world.report({
      code: 'B12',
      ...(isBusy && { variant: 'B12_busy' as const }),
      subject,
      channel,
      values: [channelName(channel), tab(context), count, longest],
      contexts: [sent.context, context],
      evidence: [ref(record), ref(sent)],
      time,
      // Those before were not told.
      count: isBusy && count === many ? many : 1,
      // What was missed in the back/forward cache, and written again alike, would look the same.
      ...(isBusy || (slept && by.certain) ? {} : { confidence: 'likely' as const }),
      // Its tab showed another page: nobody waited for it.
      ...(states?.some(sent.time, time, isCached) ? { severity: 'info' as const } : {}),
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
function waitsForTasks({ channel: { kind } }: Record): boolean {
  return kind === 'broadcast-channel' || kind === 'local-storage';
}
