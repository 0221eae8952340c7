import { ref, tab, type Detector, type World } from './detector';
import type { Receive, Record } from '../record';
import { LimitedMap } from '../limited';

type Received = Receive & { readonly context: string; readonly seq: number };

/** Milliseconds that a page is still there after what it got in vain. */
const soon = 1_000;
/** A page that asked so many milliseconds before got an answer. */
const asked = 5_000;

/** Messages of a service worker to a page that was on its way out: V4. */
export function detectServiceWorkerLeaving(world: World): Detector {
  const leaving = new LimitedMap<string, Record>();
  const sent = new LimitedMap<string, number>();
  const counts = new LimitedMap<string, number>();
  let received: Received[] = [];

  /** Told to several pages, it was not meant for this one alone. */
  function isForAll(of: Received): boolean {
    const data = JSON.stringify(of.data);
    return received.some((other) => other.context !== of.context && JSON.stringify(other.data) === data);
  }

  function gone(record: Record): void {
    const left = leaving.get(record.context);
    leaving.delete(record.context);
    if (!left) return;
    const late = received.filter(
      (one) => one.context === record.context && one.time >= left.time && one.time > record.time - soon,
    );
    for (const one of late) {
      if (isForAll(one) || (sent.get(one.context) ?? -Infinity) > one.time - asked) continue;
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
    else if (type === 'receive') received = [...received.filter((one) => one.time > time - 2 * soon), record];
  };
}
