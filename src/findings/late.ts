import { ref, tab, type Detector, type World } from './detector';
import { channelName } from './names';

/** Milliseconds from a send to its receive that nobody expects. */
const late = 1_000;

/** Messages that came in a late burst, because the receiver was hidden or frozen: B12. */
export function detectLate(world: World): Detector {
  const bursts = new Map<string, { count: number; longest: number }>();
  return (record) => {
    if (record.type !== 'receive' && record.type !== 'storage-event') return;
    const { record: sent, certain } = world.sentOf(record) ?? {};
    if (!sent || !certain || record.time - sent.time < late) return;
    const receiver = world.contexts.get(record.context);
    const slept = receiver?.state.some(sent.time, record.time, (state) => state !== 'visible');
    if (!slept) return;
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
    });
  };
}
