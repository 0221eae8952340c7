import { keyOf, type ChannelObject } from '../../presence/channel-objects';
import { isSuspended, samePartition } from '../../presence/contexts';
import type { ErrorRecord, Record, Send, State } from '../../record/record';
import { wholeText } from '../../shown/columns';
import { ref, tab, type Detector, type World } from '../asking/detector';
import { createDuties } from '../asking/duties';
import { channelName, isElection } from '../asking/names';
import { LimitedMap, LimitedSet } from '../../limited';
import type { Codes } from '../code';
import { locks } from '../links';

export const codes = {
  L1: {
    severity: 'warning',
    confidence: 'certain',
    values: ['lock', 'holding tab', 'waiting tab', 'seconds'],
    link: `${locks}/#api-lock-manager-request`,
    variants: ['L1_self'],
  },
  I1: {
    severity: 'warning',
    confidence: 'certain',
    values: ['database', 'tab', 'upgrade or deletion'],
    link: 'https://w3c.github.io/IndexedDB/#request-connection-queue',
    variants: ['I1_older'],
  },
} as const satisfies Codes;

type Changed = State & { readonly context: string; readonly seq: number };
type Failed = ErrorRecord & { readonly context: string; readonly seq: number };

/** A request that has waited so many milliseconds waits for a lock that is not let go. */
const long = 5_000;
/** Of more holders of one lock only the latest are known. */
const mostHolders = 100;
/** Who did so often what nobody else does, and lately within so many milliseconds, works for all tabs. */
const working = { times: 3, lately: 3_000 };
/** Who leads says so within so many milliseconds, among its first messages. */
const announcesWithin = 1_000;
const mostLooks = 5;
/** Within so many milliseconds after a lock was stolen its first holder does again what it did. */
const goesOn = 3_000;

/** So often each of two has stolen a lock that the other had had for so many milliseconds at most. */
const manyThefts = 3;
const hardlyHeld = 1_000;

/** Who keeps others from going on: L1, I1, and two holders of one lock: R4. */
export function create(world: World): Detector {
  /** The records of when objects came to hold a lock or a connection, by channel, the latest last. */
  const taken = new LimitedMap<string, Map<string, Changed>>();
  const duties = createDuties();
  /** How often a document stole a lock from another one: by lock and both. */
  const thefts = new LimitedMap<string, number>();
  /** The latest lock that a document got. */
  const latest = new LimitedMap<string, Changed & { looks?: number }>();
  /** Locks whose holder said at once that it leads. */
  const announced = new LimitedSet<string>();

  /** Who says so soon after it got a lock that it leads, got it for that. */
  function said(send: Send & { readonly context: string }): void {
    const grant = latest.get(send.context);
    if (!grant || send.time - grant.time > announcesWithin) return;
    grant.looks = (grant.looks ?? 0) + 1;
    if (grant.looks > mostLooks || announced.has(nameOf(grant))) return;
    if (isElection(JSON.stringify(send.data))) announced.add(nameOf(grant));
  }

  function take(record: Changed): void {
    const key = keyOf(record.channel);
    const grants = taken.get(key) ?? new Map<string, Changed>();
    taken.set(key, grants);
    grants.set(nameOf(record), record);
    if (record.channel.kind === 'web-lock') latest.set(record.context, { ...record });
    if (grants.size > mostHolders) for (const first of grants.keys()) if (grants.delete(first)) break;
  }

  function nameOf({ context, object }: { readonly context: string; readonly object: number }): string {
    return `${context}/${object}`;
  }

  /**
   * Who holds it, other documents first, and of those whoever came last: of a lock whose release was not seen
   * another holder tells.
   */
  function holders(of: Changed): { readonly holder: ChannelObject; readonly granted: Changed }[] {
    const own = world.contexts.get(of.context);
    return [...(taken.get(keyOf(of.channel))?.values() ?? [])]
      .flatMap((granted) => {
        const holder = world.contexts.objects.get(granted.context, granted.object, granted.channel);
        const other = world.contexts.get(granted.context);
        if (!holder || nameOf(holder) === nameOf(of) || holder.closed !== null) return [];
        // That it let go may have been lost.
        if (!isUpToDate(holder.context, granted)) return [];
        return own && other && !samePartition(own, other) ? [] : [{ holder, granted }];
      })
      .reverse()
      .sort((a, b) => Number(a.granted.context === of.context) - Number(b.granted.context === of.context));
  }

  function isUpToDate(context: string, since: Record): boolean {
    const gaps = world.contexts.get(context)?.gaps ?? [];
    return gaps.every(({ to }) => to <= since.time);
  }

  /** Looks once it has waited so long, and again where somebody else has the lock only since then. */
  function waits(request: Changed, now = request.time + long): void {
    world.when(now, () => {
      const own = world.contexts.objects.get(request.context, request.object, request.channel);
      if (own?.state !== 'requested' || own.closed !== null || !isUpToDate(request.context, request)) return;
      const [held] = holders(request);
      if (!held || world.reached() < now) return;
      // Many short turns keep it waiting too, and are let go in time.
      if (now - held.granted.time < long) waits(request, held.granted.time + long);
      else keepsWaiting(request, held.granted, now);
    });
  }

  function keepsWaiting(request: Changed, granted: Changed, now: number): void {
    const isSelf = granted.context === request.context;
    world.report({
      code: 'L1',
      ...(isSelf && { variant: 'L1_self' as const }),
      subject: `${isSelf ? 'self ' : ''}${request.channel.name} ${granted.context}`,
      channel: request.channel,
      values: [
        channelName(request.channel),
        tab(granted.context),
        tab(request.context),
        Math.floor((now - granted.time) / 1000),
      ],
      contexts: isSelf ? [request.context] : [granted.context, request.context],
      evidence: [ref(granted), ref(request)],
      time: request.time,
      // Who leads keeps the lock, and who follows waits for it: that is how it is meant.
      ...(leads(granted, request, now) ? { severity: 'info' as const } : {}),
    });
  }

  /** By the lock's name, or by what the holder alone does since it has it; not while it sleeps. */
  function leads(granted: Changed, request: Changed, now: number): boolean {
    const of = world.contexts.get(granted.context);
    if (of && isSuspended(of, now)) return false;
    if (isElection(request.channel.name) || announced.has(nameOf(granted))) return true;
    const duty = duties.aloneSince(granted.context, request.context, granted.time);
    return duty !== undefined && duty.count >= working.times && now - duty.latest.time < working.lately;
  }

  function stolen(grant: Changed): void {
    for (const { holder, granted } of holders(grant)) {
      if (granted.time > grant.time) continue;
      taken.get(keyOf(grant.channel))?.delete(nameOf(holder));
      if (holder.context === grant.context) continue;
      if (grant.time - granted.time < hardlyHeld && isContest(grant, holder.context)) {
        contest(granted, grant);
        continue;
      }
      world.when(grant.time + goesOn, () => {
        twoHolders(granted, grant);
      });
    }
  }

  /** They take it from each other, again and again. */
  function isContest({ channel, context }: Changed, from: string): boolean {
    const [own, back] = [`${context} ${from} ${channel.name}`, `${from} ${context} ${channel.name}`];
    thefts.set(own, (thefts.get(own) ?? 0) + 1);
    return Math.min(thefts.get(own) ?? 0, thefts.get(back) ?? 0) >= manyThefts;
  }

  function contest(granted: Changed, grant: Changed): void {
    const between = [granted.context, grant.context];
    world.report({
      code: 'R4',
      variant: 'R4_stolen',
      subject: `stolen ${grant.channel.name} ${[...between].sort().join(' ')}`,
      channel: grant.channel,
      values: [channelName(grant.channel), tab(granted.context), tab(grant.context)],
      contexts: between,
      evidence: [ref(granted), ref(grant)],
      time: grant.time,
      severity: 'warning',
    });
  }

  /** A holder that stops when its lock is stolen is meant to lose it that way. */
  function twoHolders(granted: Changed, grant: Changed): void {
    const deed = duties.goneOn(granted.context, grant.context, granted.time, grant.time)?.latest;
    world.report({
      code: 'R4',
      subject: `lock ${grant.channel.name}`,
      channel: grant.channel,
      values: [channelName(grant.channel), tab(granted.context), tab(grant.context)],
      contexts: [granted.context, grant.context],
      evidence: deed ? [ref(granted), ref(grant), ref(deed)] : [ref(granted), ref(grant)],
      time: grant.time,
      ...(deed ? {} : { severity: 'info' as const }),
    });
  }

  function blocked(record: Changed): void {
    // A connection in a worker is not seen: then nobody can be named.
    const [held] = holders(record);
    if (!held) return;
    const { holder, granted } = held;
    world.report({
      code: 'I1',
      subject: `${record.channel.name} ${holder.context}`,
      channel: record.channel,
      values: [
        channelName(record.channel),
        tab(holder.context),
        { word: isDeletion(record) ? 'word_deletion' : 'word_upgrade' },
      ],
      contexts: [record.context, holder.context],
      evidence: [ref(record), ref(granted)],
      time: record.time,
    });
  }

  /** The page's code is older than the one that upgraded the database. */
  function refused(record: Failed): void {
    if (!wholeText(record.message).startsWith('VersionError')) return;
    const newer = [...(taken.get(keyOf(record.channel))?.values() ?? [])].findLast(
      ({ context }) => context !== record.context,
    );
    world.report({
      code: 'I1',
      variant: 'I1_older',
      subject: `${record.channel.name} older ${record.context}`,
      channel: record.channel,
      values: [channelName(record.channel), tab(record.context), { word: 'word_upgrade' }],
      contexts: newer ? [record.context, newer.context] : [record.context],
      evidence: newer ? [ref(record), ref(newer)] : [ref(record)],
      time: record.time,
    });
  }

  return (record: Record) => {
    duties.see(record);
    if (record.type === 'send' && record.channel.kind === 'broadcast-channel') said(record);
    if (record.type === 'error' && record.channel.kind === 'indexed-db') refused(record);
    if (record.type !== 'state') return;
    const { kind } = record.channel;
    if (kind === 'web-lock') {
      if (record.state === 'granted') {
        if (record.detail === 'steal') {
          stolen(record);
          taken.delete(keyOf(record.channel));
        }
        take(record);
      } else if (record.state === 'requested') waits(record);
      else if (record.state === 'released') taken.get(keyOf(record.channel))?.delete(nameOf(record));
    } else if (kind === 'indexed-db') {
      if (record.state === 'connected') take(record);
      else if (record.state === 'blocked') blocked(record);
    }
  };
}

/** `old → deleted` instead of two versions (page/apis/indexed-db.ts). */
function isDeletion({ detail }: Changed): boolean {
  return typeof detail === 'string' && detail.endsWith('deleted');
}
