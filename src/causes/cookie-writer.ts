import { cookiePair, cookieWrite } from '../record/cookie-text';
import type { Record } from '../record/record';
import { clockToleranceMs, cookieToldWithinMs } from '../time-windows';

/**
 * The record of the page's write that made a cookie change; undefined where a server, or somebody unseen,
 * wrote it.
 */
export function cookieWriter(records: readonly Record[], change: Record): Record | undefined {
  if (change.channel.kind !== 'cookie' || change.type !== 'state' || change.state === 'written')
    return undefined;
  const [name, value] = cookiePair(typeof change.detail === 'string' ? change.detail : '');
  return records.findLast((record) => {
    const write = cookieWrite(record);
    if (!write) return false;
    const age = change.time - record.time;
    if (age > cookieToldWithinMs || age < -clockToleranceMs) return false;
    return write.name === name && (change.state === 'deleted' || write.value === value);
  });
}
