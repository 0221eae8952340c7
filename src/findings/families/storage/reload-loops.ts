import { LimitedMap } from '../../../limited';
import type { Record } from '../../../record/record';
import { claimAnew } from '../../asking/claims';
import { ref, tab, type Claim, type Detector, type World } from '../../asking/detector';
import { idIn, nameIn } from '../../asking/names';

/** A page that leaves so many milliseconds after an event probably does so because of it. */
const because = 1_500;
/**
 * The page that comes in its place is there so many milliseconds later, and says something within so many of
 * its begin.
 */
const begins = 5_000;
const starting = 800;
/** Rounds of one loop follow each other within so many milliseconds. */
const near = 15_000;
const manyRounds = 4;
/** Names of which a page is known to have heard. */
const mostNames = 20;

interface Left {
  readonly time: number;
  readonly heard: ReadonlyMap<string, Record>;
}

interface Rounds {
  count: number;
  first: number;
  last: Record;
  event: Record;
}

/**
 * Tabs whose pages say something as they begin, and are loaded again when another's says the same: each load
 * makes the next, for ever (R1).
 */
export function create(world: World): Detector {
  /** By document: what it heard last, by kind and name. */
  const heardIn = new LimitedMap<string, Map<string, Record>>();
  /** By tab: how its latest page left. */
  const leftFrom = new LimitedMap<number, Left>();
  /** By name, then by tab. */
  const loops = new LimitedMap<string, { readonly by: Map<number, Rounds>; claim: Claim | null }>();
  /** Documents and names that counted. */
  const counted = new LimitedMap<string, true>();

  function tabOf(context: string): number | null {
    const known = world.contexts.get(context)?.context;
    return known?.frame === 0 ? known.tab : null;
  }

  function heard(event: Record): void {
    const names = heardIn.get(event.context) ?? new Map<string, Record>();
    heardIn.set(event.context, names);
    if (names.size >= mostNames) names.clear();
    names.set(idIn(event), event);
  }

  function left({ context, time }: Record): void {
    const at = tabOf(context);
    const names = heardIn.get(context);
    if (at === null || !names) return;
    heardIn.delete(context);
    const lately = [...names].filter(([, event]) => time - event.time < because);
    if (lately.length > 0) leftFrom.set(at, { time, heard: new Map(lately) });
  }

  function said(record: Record): void {
    const { context, time } = record;
    const created = world.contexts.get(context)?.created ?? -Infinity;
    if (time - created > starting) return;
    const at = tabOf(context);
    const before = at === null ? undefined : leftFrom.get(at);
    const id = idIn(record);
    const event = before?.heard.get(id);
    if (at === null || !before || !event || event.context === context) return;
    if (time - before.time > begins || counted.has(`${context} ${id}`)) return;
    counted.set(`${context} ${id}`, true);
    round(id, at, event, record);
  }

  function round(id: string, at: number, event: Record, record: Record): void {
    const loop = loops.get(id) ?? { by: new Map<number, Rounds>(), claim: null };
    loops.set(id, loop);
    for (const [one, { last }] of loop.by) if (record.time - last.time > near) loop.by.delete(one);
    const own = loop.by.get(at) ?? { count: 0, first: record.time, last: record, event };
    loop.by.set(at, own);
    own.count += 1;
    own.last = record;
    own.event = event;
    const other = [...loop.by].find(([one, { count }]) => one !== at && count >= manyRounds)?.[1];
    if (!other || own.count < manyRounds) return;
    const rounds = Math.max(own.count, other.count);
    const name = nameIn(record);
    const seen = {
      code: 'R1' as const,
      variant: 'R1_reload' as const,
      subject: `reload ${id}`,
      channel: record.channel,
      values: [name, tab(other.last.context), tab(record.context), rounds, 1],
      contexts: [other.last.context, record.context],
      evidence: [ref(other.last), ref(event), ref(record)],
      time: record.time,
      confidence: 'likely' as const,
    };
    loop.claim = claimAnew(world, loop.claim, seen);
  }

  return (record) => {
    const { kind } = record.channel;
    if (record.type === 'lifecycle') {
      if (record.state === 'leaving' || record.state === 'gone') left(record);
    } else if (kind !== 'local-storage' && kind !== 'broadcast-channel') return;
    else if (record.type === 'storage-event' || record.type === 'receive') {
      if (record.isTrusted) heard(record);
    } else if ((record.type === 'storage-write' || record.type === 'send') && !record.error) said(record);
  };
}
