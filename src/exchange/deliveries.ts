import type { Record } from '../record/record';
import type { CauseIndex } from '../causes/cause-index';
import type { ChannelObject } from '../presence/channel-objects';
import {
  isKnown,
  isOver,
  isSuspended,
  isHeard,
  samePartition,
  type Contexts,
  type KnownContext,
} from '../presence/contexts';
import type { Building } from './pairing/group';
import { outcomeOf } from '../causes/outcome';
import { isForeign, mayHaveWritten, sameTab } from './pairing/rules';
import type { Delivery, RecordRef, Verdict } from './types';
import { mayBeLateMs } from '../time-windows';

/** Contexts that came, or had gone, within so many milliseconds of a send are told of too. */
const nearly = 10_000;

/** What each context that was there got of an exchange. `now`: time of the latest record. */
export function deliveriesOf(
  building: Building,
  contexts: Contexts,
  causes: CauseIndex,
  now: number,
): Delivery[] {
  const sent = building.source ?? building.sinks[0];
  if (!sent) return [];
  const got = new Map<string, Record[]>();
  for (const sink of building.sinks) {
    const own = got.get(sink.context);
    if (own) own.push(sink);
    else got.set(sink.context, [sink]);
  }
  const { kind } = sent.channel;
  // Of what goes through a port, a worker or a server only the ends that are seen can be told of.
  const everybody = kind === 'local-storage' || kind === 'session-storage' || kind === 'broadcast-channel';
  const there = everybody ? contexts.between(sent.time - nearly, sent.time + nearly) : [];
  const deliveries: Delivery[] = [];
  for (const of of there) {
    const sinks = got.get(of.id);
    got.delete(of.id);
    deliveries.push(sinks ? arrived(of, sinks) : { context: of.id, verdict: missing(of) });
  }
  // Frozen for long, or not known otherwise.
  for (const [context, sinks] of got) deliveries.push(arrived(contexts.get(context), sinks, context));
  return deliveries;

  function arrived(of: KnownContext | undefined, sinks: readonly Record[], context = of?.id ?? ''): Delivery {
    const record = sinks.find((sink) => isHeard(contexts, sink)) ?? sinks[0];
    if (!record) return { context, verdict: 'unknown' };
    const ref: RecordRef = { context, seq: record.seq };
    const thrown = causes.thrownBy(record);
    const verdict: Verdict = thrown
      ? 'handler-threw'
      : of && sent && isSuspended(of, sent.time)
        ? 'frozen'
        : isHeard(contexts, record)
          ? 'arrived'
          : 'nobody-listening';
    return {
      context,
      verdict,
      record: ref,
      ...(building.source && building.unsureFrom === Infinity
        ? { latency: contexts.latency(building.source, record) }
        : undefined),
      ...(thrown && { thrown: { context, seq: thrown.seq } }),
      // Only when asked: a list shows rows by the frame.
      get outcome() {
        return isHeard(contexts, record) ? outcomeOf(record, causes) : null;
      },
    };
  }

  /**
   * Whether the page has a listener for it, or may have: what no record tells is given the benefit of the
   * doubt.
   */
  function missing(of: KnownContext): Verdict {
    if (!sent) return 'unknown';
    const { source } = building;
    const writer = contexts.get(source?.context ?? '');
    const isSender =
      source && !isForeign(source)
        ? of.id === source.context
        : kind !== 'broadcast-channel' && isUnseenWriter(of);
    if (isSender && (kind !== 'broadcast-channel' || !others(of).some(isOpen))) return 'not-applicable';
    const sharing = writer ?? contexts.get(sent.context);
    if (kind === 'session-storage' && !sameTab(sharing, of)) return 'not-applicable';
    if (sharing && !samePartition(sharing, of)) return 'other-partition';
    if (of.created > sent.time) return of.context?.partial === true ? 'unknown' : 'opened-later';
    if (isOver(of, sent.time)) return 'closed-before';
    if (of.gaps.some(({ from, to }) => from <= sent.time && to >= sent.time)) return 'unknown';
    if (isSuspended(of, sent.time)) return 'frozen';
    if (kind === 'broadcast-channel' && isKnown(of, sent.time)) {
      const verdict = withoutHearing(others(of), sent.time);
      if (verdict) return verdict;
    }
    return now - sent.time < mayBeLateMs ? 'waiting' : 'unknown';
  }

  /** Of a write that was not seen, or that went through another document's Storage. */
  function isUnseenWriter(of: KnownContext): boolean {
    const [event] = building.sinks;
    return event?.type === 'storage-event' && mayHaveWritten(of, event, contexts);
  }

  function isOpen({ opened, closed }: ChannelObject): boolean {
    return sent !== undefined && opened <= sent.time && (closed === null || closed > sent.time);
  }

  /** A context's objects on the channel, without the one that sent. */
  function others(of: KnownContext): ChannelObject[] {
    const { source } = building;
    const sender = source && 'object' in source && source.context === of.id ? source.object : null;
    return sent
      ? [...contexts.objects.within(of.id, sent.channel)].filter(({ object }) => object !== sender)
      : [];
  }
}

/** Why a context with these objects on a BroadcastChannel's name got nothing; null where it should have. */
function withoutHearing(objects: readonly ChannelObject[], time: number): Verdict | null {
  const open = objects.filter(({ opened, closed }) => opened <= time && (closed === null || closed > time));
  if (open.some(({ listeners }) => listeners.at(time) !== 0)) return null;
  if (open.length > 0) return 'nobody-listening';
  if (objects.some(({ opened }) => opened > time)) return 'opened-later';
  return objects.length > 0 ? 'closed-before' : 'nobody-listening';
}
