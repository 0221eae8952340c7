import { ref, tab, type Detector, type World } from '../../asking/detector';
import type { Receive, Record } from '../../../record/record';
import { LimitedMap } from '../../../limited';
import { answersWithinMs } from '../../../time-windows';
import type { Codes } from '../../code';
import { serviceWorker } from '../../links';

export const codes = {
  V4: {
    severity: 'warning',
    confidence: 'likely',
    values: ['tab', 'seconds', 'number of messages'],
    link: `${serviceWorker}/#fetch-event-clientid`,
  },
} as const satisfies Codes;

type Received = Receive & { readonly context: string; readonly seq: number };

/**
 * Milliseconds that a page is still there after what it got in vain: the next one is on its way from the
 * server.
 */
const awaited = 3_000;
/** Of more messages only the latest are known. */
const mostReceived = 500;

/** Messages of a service worker to a page that was on its way out: V4. */
export function create(world: World): Detector {
  const leaving = new LimitedMap<string, Record>();
  const sent = new LimitedMap<string, number>();
  const counts = new LimitedMap<string, number>();
  const received: Received[] = [];

  /** By what was said, the documents that heard it: told to several, it was not meant for one alone. */
  function hearers(): (of: Received) => number {
    const byData = new Map<string, Set<string>>();
    for (const { data, context } of received) {
      const text = JSON.stringify(data);
      byData.set(text, (byData.get(text) ?? new Set()).add(context));
    }
    return ({ data }) => byData.get(JSON.stringify(data))?.size ?? 0;
  }

  function gone(record: Record): void {
    const left = leaving.get(record.context);
    leaving.delete(record.context);
    if (!left) return;
    const late = received.filter(
      (one) => one.context === record.context && one.time >= left.time && one.time > record.time - awaited,
    );
    if (late.length === 0) return;
    const hearersOf = hearers();
    for (const one of late) {
      if (hearersOf(one) > 1 || (sent.get(one.context) ?? -Infinity) > one.time - answersWithinMs) continue;
      const count = (counts.get(one.context) ?? 0) + 1;
      counts.set(one.context, count);
      world.report({
        code: 'V4',
        subject: one.context,
        channel: one.channel,
        values: [tab(one.context), Math.max(1, Math.ceil((record.time - one.time) / 100)) / 10, count],
        contexts: [one.context],
        evidence: [ref(one), ref(left), ref(record)],
        time: one.time,
      });
    }
  }

  return (record) => {
    const { context, time, type } = record;
    if (type === 'lifecycle') {
      if (record.state === 'leaving') leaving.set(context, record);
      else if (record.state === 'gone' || record.state === 'bfcached') gone(record);
    } else if (record.channel.kind !== 'service-worker') return;
    else if (type === 'send') sent.set(context, time);
    else if (type === 'receive') {
      received.push(record);
      if (received.length > mostReceived) received.shift();
    }
  };
}
