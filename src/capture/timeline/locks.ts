import { endOf } from '../../presence/contexts';
import { firstIndex } from '../../record/held';
import type { Record } from '../../record/record';
import type { Known } from '../known';
import type { Lanes } from './lanes';
import type { LockBar } from './types';
import type { TimeWindow } from '../view';

/** Records of one lock before the window in which its holder is looked for. */
const lookBack = 2_000;
/** Records of one lock in the window that are looked at. */
const mostRecords = 5_000;

/** Who held each lock and who waited for it. Bars narrower than a pixel are left out. */
export function locksOf(known: Known, lanes: Lanes, window: TimeWindow, pixel: number): LockBar[] {
  const { exchanges, lines } = known;
  const bars: LockBar[] = [];
  for (const records of lines.channels('web-lock')) {
    const start = Math.max(0, firstIndex(records, ({ time }) => time >= window.from) - lookBack);
    const lock = records[0]?.channel.name ?? '';
    const open = new Map<string, { state: LockBar['state']; from: number; context: string }>();
    const end = (name: string, to: number | null): void => {
      const bar = open.get(name);
      open.delete(name);
      if (!bar || bar.from > window.to || (to ?? Infinity) < window.from) return;
      if ((to ?? window.to) - bar.from < pixel) return;
      bars.push({
        lane: lanes.of(bar.context),
        name: lock,
        state: bar.state,
        from: bar.from,
        to,
      });
    };
    for (const record of records.slice(start, start + lookBack + mostRecords)) {
      if (record.time > window.to) break;
      const name = `${record.context}/${'object' in record ? record.object : ''}`;
      const next = stateAfter(record);
      if (next === undefined) continue;
      if (record.type === 'state' && record.state === 'granted' && record.detail === 'steal')
        for (const [other, { state }] of [...open]) if (state === 'held') end(other, record.time);
      end(name, record.time);
      if (next) open.set(name, { state: next, from: record.time, context: record.context });
    }
    for (const [name, { context }] of [...open]) {
      const of = exchanges().known.get(context);
      end(name, of ? endOf(of) : null);
    }
  }
  return bars;
}

/** null: it neither holds nor waits any more. undefined: nothing changes. */
function stateAfter(record: Record): LockBar['state'] | null | undefined {
  if (record.type === 'close') return null;
  if (record.type !== 'state') return undefined;
  switch (record.state) {
    case 'requested':
      return 'waiting';
    case 'granted':
      return 'held';
    case 'released':
    case 'aborted':
    case 'not-available':
      return null;
    default:
      return undefined;
  }
}
