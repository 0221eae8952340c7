import type { ContextState } from '../exchange/types';
import { ref, tab, type Detector, type World } from './detector';
import { channelName } from './names';
import { LimitedMap } from '../limited';

/** Milliseconds from a send to its receive that nobody expects. */
const late = 1_000;
/** What comes so many milliseconds after a page was shown has waited for it. */
const soon = 500;

/** Messages that came in a late burst, because the receiver was hidden or frozen: B12. */
export function detectLate(world: World): Detector {
  const bursts = new LimitedMap<string, { count: number; longest: number }>();
  return (record) => {
    if (record.type !== 'receive' && record.type !== 'storage-event') return;
    // A port keeps what comes before it is started: that is late for another reason.
    const { kind } = record.channel;
    if (kind === 'message-port' || kind === 'shared-worker') return;
    const by = world.sentOf(record);
    const sent = by?.record;
    if (!sent || record.time - sent.time < late) return;
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
    if (!slept && !isShown) return;
    const subject = `${record.context} ${record.channel.kind} ${record.channel.name}`;
    const burst = bursts.get(subject) ?? { count: 0, longest: 0 };
    bursts.set(subject, burst);
    burst.count += 1;
    burst.longest = Math.max(burst.longest, Math.round(record.time - sent.time));
    world.report({
      code: 'B12',
      subject,
      channel: record.channel,
      values: [channelName(record.channel), tab(record.context), burst.count, burst.longest],
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
