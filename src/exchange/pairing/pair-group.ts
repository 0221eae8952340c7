import {
  hasGot,
  none,
  pairReceiver,
  pairSingle,
  partyOf,
  type Party,
  type Rules,
  type Sink,
  type Source,
} from './group';
import { mixed, type Fixed, type Group } from './group-table';
import { firstIndex } from '../../record/held';
import { narrow } from './narrow';
import { doubtLeft } from './leaving';
import { explain, type HeardBefore } from './left-over';
import { gather } from './unseen';
import { skewMs } from '../../time-windows';

/** Receivers of one message, where it is not a storm of them. */
const usual = 30;
/**
 * What came lately is paired anew with what comes: of the last milliseconds, or so many sinks where they are
 * more.
 */
const lately = { milliseconds: 500, sinks: 200 };

/**
 * Pairs a group anew: all of it, or, with the same result, what came since all was certain. `now`: time of
 * the latest record.
 */
export function pairGroup(group: Group, rules: Rules, heardBefore: HeardBefore, now: number): void {
  if (!pairSince(group, rules, now)) pairAll(group, rules, heardBefore, now);
  doubtLeft(group, rules);
}

function pairAll(group: Group, rules: Rules, heardBefore: HeardBefore, now: number): void {
  group.fixed = null;
  for (const source of group.sources) unpair(source);
  for (const source of group.idle) unpair(source);
  const { mode } = group.signature;
  const unpaired = mode === 'fan-out' ? group.sinks : unpairedOf(group, rules, now);
  if (unpaired.length === 0 && group.unseen.length === 0) return;
  group.unseen = mode === 'all' ? explain(unpaired, group, rules, heardBefore) : gather(unpaired, mode);
}

function unpair({ building }: Source): void {
  building.sinks = none;
  building.rivals = null;
  building.unsureFrom = Infinity;
}

/** The sinks that no source fits, in the order of their times. */
function unpairedOf(group: Group, rules: Rules, now: number): readonly Sink[] {
  const { signature, sources, sinks } = group;
  const [only] = sources;
  if (!only || sinks.length === 0) return sinks;
  if (sources.length === 1 && sinks.length <= usual) {
    if (pairSingle(only, sinks, rules)) return [];
    only.building.sinks = none;
    only.building.unsureFrom = Infinity;
  }
  const isMixed = signature.value === mixed;
  if (signature.mode === 'one')
    return pairReceiver(sources, sinks, isMixed ? narrow(sources, sinks, rules, true) : rules).unpaired;
  const unpaired: Sink[] = [];
  let isCertain = true;
  const receivers = byReceiver(sinks);
  for (const own of receivers.values()) {
    const [sample] = own;
    const reaching = sample ? sources.filter((source) => rules.reaches(source, sample)) : [];
    const pairing = pairReceiver(reaching, own, isMixed ? narrow(reaching, own, rules, false) : rules);
    for (const sink of pairing.unpaired) unpaired.push(sink);
    isCertain &&= pairing.isCertain;
  }
  // Of several values, what comes later can say more of what was before.
  if (isCertain && !isMixed) fix(group, receivers, rules, now);
  return unpaired.sort((a, b) => a.record.time - b.record.time);
}

/** False where that can not be told from all that has come since: a doubt would reach back. */
function pairSince(group: Group, rules: Rules, now: number): boolean {
  const { fixed } = group;
  if (!fixed || fixed.changes !== rules.changes()) return false;
  const sources = group.sources.slice(
    firstIndex(group.sources, ({ record }) => record.time >= fixed.sources),
  );
  const sinks = group.sinks.slice(firstIndex(group.sinks, ({ record }) => record.time > fixed.sinks));
  const receivers = byReceiver(sinks);
  for (const party of receivers.keys()) if (!fixed.receivers.has(party)) return false;
  for (const { building } of sources) {
    building.sinks = building.sinks.filter(({ time }) => time <= fixed.sinks);
    building.rivals = null;
    building.unsureFrom = Infinity;
  }
  let isCertain = true;
  // In the order in which all would be paired: that of the rivals follows from it.
  for (const [party, sample] of fixed.receivers) {
    const own = receivers.get(party);
    if (!own) continue;
    const open = sources.filter(
      (source) => rules.reaches(source, sample) && !hasGot(source, sample, fixed.sinks),
    );
    const pairing = pairReceiver(open, own, rules);
    if (!pairing.allFit) return false;
    isCertain &&= pairing.isCertain;
  }
  if (isCertain) fix(group, receivers, rules, now);
  return true;
}

/** All is certain: what is not of late need not be looked at any more. */
function fix(group: Group, latest: ReadonlyMap<Party, readonly Sink[]>, rules: Rules, now: number): void {
  const { sources, sinks, fixed } = group;
  const until = Math.max(now - lately.milliseconds, sinks[sinks.length - lately.sinks]?.record.time ?? 0);
  const receivers = new Map(fixed?.receivers);
  for (const [party, [sample]] of latest) if (sample && !receivers.has(party)) receivers.set(party, sample);
  let complete = until + skewMs;
  const from = fixed ? firstIndex(sources, ({ record }) => record.time >= fixed.sources) : 0;
  for (const sample of receivers.values())
    for (let at = from; at < sources.length; at += 1) {
      const source = sources[at];
      if (!source || source.record.time >= complete) break;
      if (rules.reaches(source, sample) && !hasGot(source, sample, until)) complete = source.record.time;
    }
  group.fixed = { sinks: until, sources: complete, receivers, changes: rules.changes() };
}

function byReceiver(sinks: readonly Sink[]): Map<Party, Sink[]> {
  const lists = new Map<Party, Sink[]>();
  for (const sink of sinks) {
    const list = lists.get(partyOf(sink));
    if (list) list.push(sink);
    else lists.set(partyOf(sink), [sink]);
  }
  return lists;
}

/** Whether a record that joins a group may change what is fixed in it. */
export function reachesBack(fixed: Fixed, time: number, side: 'source' | 'sink'): boolean {
  return time <= (side === 'sink' ? fixed.sinks : fixed.sinks + skewMs);
}
