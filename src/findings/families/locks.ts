import { keyOf, type ChannelObject } from '../../presence/channel-objects';
import { samePartition } from '../../presence/contexts';
import type { Record, State } from '../../record/record';
import { ref, tab, type Detector, type World } from '../asking/detector';
import { channelName, isElection } from '../asking/names';
import { LimitedMap } from '../../limited';
import type { Codes } from '../code';
import { locks } from '../links';

export const codes = {
  L1: {
    severity: 'warning',
    confidence: 'certain',
    values: ['lock', 'holding tab', 'waiting tab', 'seconds'],
    link: `${locks}/#api-lock-manager-request`,
  },
  I1: {
    severity: 'warning',
    confidence: 'certain',
    values: ['database', 'tab', 'upgrade or deletion'],
    link: 'https://w3c.github.io/IndexedDB/#request-connection-queue',
  },
} as const satisfies Codes;

type Changed = State & { readonly context: string; readonly seq: number };

/** A request that has waited so many milliseconds waits for a lock that is not let go. */
const long = 5_000;
/** Of more holders of one lock only the latest are known. */
const mostHolders = 100;

/** Who keeps others from going on: L1, I1, and two holders of one lock: R4. */
export function create(world: World): Detector {
  /** The records of when objects came to hold a lock or a connection, by channel, the latest last. */
  const taken = new LimitedMap<string, Map<string, Changed>>();

  function take(record: Changed): void {
    const key = keyOf(record.channel);
    const grants = taken.get(key) ?? new Map<string, Changed>();
    taken.set(key, grants);
    grants.set(nameOf(record), record);
    if (grants.size > mostHolders) for (const first of grants.keys()) if (grants.delete(first)) break;
  }

  function nameOf({ context, object }: { readonly context: string; readonly object: number }): string {
    return `${context}/${object}`;
  }

  /**
   * Others that hold it, whoever came last first: of a lock whose release was not seen another holder tells.
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
      .reverse();
  }

  function isUpToDate(context: string, since: Record): boolean {
    const gaps = world.contexts.get(context)?.gaps ?? [];
    return gaps.every(({ to }) => to <= since.time);
  }

  function waits(request: Changed): void {
    world.when(request.time + long, () => {
      const own = world.contexts.objects.get(request.context, request.object, request.channel);
      if (own?.state !== 'requested' || own.closed !== null || !isUpToDate(request.context, request)) return;
      const [held] = holders(request);
      if (!held || world.reached() < request.time + long) return;
      const { holder, granted } = held;
      world.report({
        code: 'L1',
        subject: `${request.channel.name} ${holder.context}`,
        channel: request.channel,
        values: [
          channelName(request.channel),
          tab(holder.context),
          tab(request.context),
          Math.floor((world.reached() - granted.time) / 1000),
        ],
        contexts: [holder.context, request.context],
        evidence: [ref(granted), ref(request)],
        time: request.time,
        // Who leads keeps the lock, and who follows waits for it: that is how it is meant.
        ...(isElection(request.channel.name) ? { severity: 'info' as const } : {}),
      });
    });
  }

  function stolen(grant: Changed): void {
    for (const { holder, granted } of holders(grant)) {
      if (granted.time > grant.time) continue;
      taken.get(keyOf(grant.channel))?.delete(nameOf(holder));
      if (holder.context === grant.context) continue;
      world.report({
        code: 'R4',
        subject: `lock ${grant.channel.name}`,
        channel: grant.channel,
        values: [channelName(grant.channel), tab(holder.context), tab(grant.context)],
        contexts: [holder.context, grant.context],
        evidence: [ref(granted), ref(grant)],
        time: grant.time,
      });
    }
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

  return (record: Record) => {
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
