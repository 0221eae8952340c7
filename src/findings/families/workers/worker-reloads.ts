import type { Record, State } from '../../../record/record';
import { LimitedMap } from '../../../limited';
import { claimAnew } from '../../asking/claims';
import { ref, tab, type Claim, type Detector, type World } from '../../asking/detector';
import { channelName } from '../../asking/names';
import { placeOf } from '../../asking/place';

type Changed = State & { readonly context: string; readonly seq: number };

/** A page that leaves so many milliseconds after its service worker changed does so because of it. */
const because = 1_500;
/** Rounds of one loop follow each other within so many milliseconds. */
const near = 15_000;
const manyRounds = 4;

/** Of one tab. */
interface Rounds {
  count: number;
  last: Changed;
  claim: Claim | null;
}

/**
 * Pages that are loaded again when their service worker changes, and get another one each time: R1. One load
 * asks for an update, and that changes the worker of all tabs.
 */
export function create(world: World): Detector {
  /** The latest change of each document. */
  const changes = new LimitedMap<string, Changed>();
  /** By tab or frame. */
  const rounds = new LimitedMap<string, Rounds>();

  function left({ context, time }: Record): void {
    const change = changes.get(context);
    changes.delete(context);
    if (!change || time - change.time > because) return;
    const place = placeOf(world, context);
    const before = rounds.get(place);
    const isNew = !before || change.time - before.last.time > near;
    const own = isNew ? { count: 0, last: change, claim: null } : before;
    rounds.set(place, own);
    own.count += 1;
    own.last = change;
    if (own.count < manyRounds) return;
    own.claim = claimAnew(world, own.claim, {
      code: 'R1',
      variant: 'R1_worker',
      subject: `worker ${place}`,
      channel: change.channel,
      values: [channelName(change.channel), tab(context), tab(context), own.count, 1],
      contexts: [context],
      evidence: [ref(change)],
      time,
      confidence: 'likely',
    });
  }

  return (record) => {
    if (record.type === 'state' && record.state === 'controllerchange') changes.set(record.context, record);
    else if (record.type === 'lifecycle' && (record.state === 'leaving' || record.state === 'gone'))
      left(record);
  };
}
