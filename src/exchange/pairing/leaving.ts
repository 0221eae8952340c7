import type { Record } from '../../record/record';
import {
  doubtFrom,
  hasGot,
  partyOf,
  type Building,
  type Party,
  type Rules,
  type Sink,
  type Source,
} from './group';
import type { Group, Left } from './group-table';

const nobody: readonly Building[] = [];

/** Sources that wait for a frozen receiver, in one group. */
const maxWaiting = 1_000;

/**
 * Lets exchanges of before that time leave a group, and tells them; what they were paired with stays. `wait`:
 * a frozen receiver may still get something.
 */
export function leave(group: Group, before: number, wait: boolean, rules: Rules): Iterable<Building> {
  const { sources, sinks, idle, unseen } = group;
  const first = Math.min(timeOf(sources[0]), timeOf(sinks[0]), timeOf(idle[0]));
  if (first >= before) return nobody;
  const leaving = new Set<Building>();
  let waiting = 0;
  for (let at = sources.length - 1; at >= 0; at -= 1) {
    const source = sources[at];
    if (!source || !isOld(source.record, source.building, before)) continue;
    if (wait && waiting < maxWaiting) waiting += 1;
    else leaving.add(source.building);
  }
  for (const { record, building } of idle) if (isOld(record, building, before)) leaving.add(building);
  for (const one of unseen) if (isOld(null, one, before)) leaving.add(one);
  if (leaving.size === 0) return nobody;
  if (leaving.size < sources.length + idle.length + unseen.length) remember(group, leaving, rules);
  retain(sources, ({ building }) => !leaving.has(building));
  retain(idle, ({ building }) => !leaving.has(building));
  retain(sinks, ({ building }) => building === null || !leaving.has(building));
  group.unseen = unseen.filter((one) => !leaving.has(one));
  return leaving;
}

function timeOf(member: Sink | Source | undefined): number {
  return member?.record.time ?? Infinity;
}

function isOld(source: Record | null, { sinks }: Building, before: number): boolean {
  return (source === null || source.time < before) && sinks.every(({ time }) => time < before);
}

/**
 * What a receiver has not got of those that leave may still come, and would be taken for what stays: pairings
 * with it are in doubt.
 */
function remember(group: Group, leaving: ReadonlySet<Building>, rules: Rules): void {
  const left: Left = (group.left ??= { at: -Infinity, missed: new Map() });
  const samples = new Map<Party, Sink>();
  for (const sink of group.sinks) {
    const party = partyOf(sink);
    if (!samples.has(party)) samples.set(party, sink);
    if (!left.missed.has(party)) left.missed.set(party, -Infinity);
    if (sink.building?.source === null && leaving.has(sink.building)) miss(party, sink.record.time);
  }
  for (const source of group.sources) {
    if (!leaving.has(source.building)) continue;
    const { time } = source.record;
    if (group.signature.mode === 'all') {
      left.at = Math.max(left.at, time);
      for (const [party, sample] of samples)
        if (rules.reaches(source, sample) && !hasGot(source, sample)) miss(party, time);
    } else if (source.building.sinks.length === 0) {
      left.at = Math.max(left.at, time);
      for (const party of samples.keys()) miss(party, time);
    }
  }

  function miss(party: Party, time: number): void {
    left.missed.set(party, Math.max(left.missed.get(party) ?? -Infinity, time));
  }
}

/** Marks what may have been paired with a sink that is of something that has left. */
export function doubtLeft({ sinks, left }: Group, rules: Rules): void {
  if (!left) return;
  for (const sink of sinks) {
    const sentAt = left.missed.get(partyOf(sink)) ?? left.at;
    if (sink.building && rules.mayBeOf(sentAt, sink)) doubtFrom(sink.building, sink.record.time);
  }
}

function retain<T>(list: T[], keep: (item: T) => boolean): void {
  let kept = 0;
  for (const item of list) {
    if (!keep(item)) continue;
    list[kept] = item;
    kept += 1;
  }
  list.length = kept;
}
