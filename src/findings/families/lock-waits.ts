import { ref, tab, type Detector, type World } from '../asking/detector';
import { followLocks, isOfLock, requestOf, type Grant } from '../asking/lock-holders';
import { channelName } from '../asking/names';
import { LimitedMap } from '../../limited';
import type { Codes } from '../code';
import { locks } from '../links';

export const codes = {
  L2: {
    severity: 'warning',
    confidence: 'certain',
    values: ['lock', 'waiting tab', 'holding tab', 'seconds', 'times'],
    link: `${locks}/#api-lock-options-signal`,
  },
} as const satisfies Codes;

/**
 * Milliseconds: a request that is ended sooner was taken back, as a component does that is made and thrown
 * away at once.
 */
const taken = 200;
/** A document that goes away within so many milliseconds ends its requests on its way. */
const leaving = 500;

/** Waits for a Web Lock that were given up while somebody held it: L2. */
export function create(world: World): Detector {
  const holders = followLocks(world);
  const waiting = new LimitedMap<string, Grant>();
  const times = new LimitedMap<string, number>();

  function gaveUp(request: Grant, end: Grant, held: Grant | undefined): void {
    const gone = world.contexts.get(end.context)?.gone ?? Infinity;
    const waited = end.time - request.time;
    if (!held || waited < taken || gone - end.time < leaving) return;
    const subject = `${end.channel.name} ${end.context}`;
    const count = (times.get(subject) ?? 0) + 1;
    times.set(subject, count);
    world.report({
      code: 'L2',
      subject,
      channel: end.channel,
      values: [
        channelName(end.channel),
        tab(end.context),
        tab(held.context),
        Math.round(waited / 100) / 10,
        count,
      ],
      contexts: [end.context, held.context],
      evidence: [ref(end), ref(request), ref(held)],
      time: end.time,
      // Once may be what the page wants: somebody left the view that waited.
      ...(count === 1 ? { severity: 'info' as const } : {}),
    });
  }

  return (record) => {
    if (!isOfLock(record)) return;
    const request = waiting.get(requestOf(record));
    if (record.state === 'requested') waiting.set(requestOf(record), record);
    else if (record.state !== 'query') waiting.delete(requestOf(record));
    if (record.state === 'aborted' && request) {
      const [held] = holders.at(record);
      world.when(record.time + leaving, () => {
        gaveUp(request, record, held);
      });
    }
    holders.see(record);
  };
}
