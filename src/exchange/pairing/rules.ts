import { same, wholeText } from '../../shown/columns';
import type { Record } from '../../record/record';
import { agree, isBrief, isMessage } from './brief';
import { samePartition, tellsWriter, type Contexts, type KnownContext } from '../../presence/contexts';
import type { Rules, Sink, Source } from './group';
import { onItsWayMs, skewMs } from '../../time-windows';

/** A document or object that is so young, in milliseconds, may have come just too late. */
const young = 50;

/**
 * What can reach what, for storage events, BroadcastChannels and ports (HTML, Web Storage and Web Messaging).
 */
export function createRules(contexts: Contexts): Rules {
  function reaches(source: Source, sink: Sink): boolean {
    const { kind } = sink.record.channel;
    const { time } = source.record;
    if (sink.of.created > time + young && kind !== 'message-port') return false;
    if (!samePartition(source.of, sink.of)) return false;
    switch (kind) {
      case 'local-storage':
        return source.of !== sink.of || isForeign(source.record);
      case 'session-storage':
        return (source.of !== sink.of || isForeign(source.record)) && sameTab(source.of, sink.of);
      default:
        if (source.object === sink.object) return false;
        // What is sent into a port waits there for the other end to arrive and to be started.
        return kind === 'message-port' || !sink.object || sink.object.opened <= time + skewMs;
    }
  }

  /** Into a frame of the writer's tab: it is in the same process. */
  function comesToLate(source: Source, sink: Sink): boolean {
    const { kind } = source.record.channel;
    if (kind !== 'local-storage' && kind !== 'session-storage') return false;
    const [one, other] = [source.of.context, sink.of.context];
    return (
      source.of !== sink.of &&
      sink.of.created > source.record.time + young &&
      one?.tab === other?.tab &&
      typeof one?.tab === 'number' &&
      samePartition(source.of, sink.of)
    );
  }

  function fits(source: Source, sink: Sink, strictly: boolean): boolean {
    const event = sink.record;
    if (event.type !== 'storage-event') return samePicture(source, sink);
    if (strictly && !sameBefore(source.record, event)) return false;
    if (!tellsWriter(sink.of) || isForeign(source.record)) return true;
    const url = wholeText(event.url);
    const { urls } = source.of;
    if (urls.size === 0 || urls.has(url)) return true;
    // Not every URL that history.pushState gave a document is known; but one that is another's is.
    return !strictly && !contexts.isUrlOfAny(url);
  }

  function mayBeOfUnseen(source: Source, sink: Sink): boolean {
    const from = source.record.time - skewMs;
    const { of } = sink;
    const { time: to, channel } = sink.record;
    // What was lost after it may be the one that this source became, and this one that of a source that was
    // lost.
    if (of.gaps.some((gap) => gap.to >= from && gap.from <= to + onItsWayMs)) return true;
    // One of several ports of a name may have no other end any more: nothing tells it from one whose send was
    // lost.
    if (channel.kind === 'message-port') return contexts.lostBetween(from, to);
    if (of.state.some(from, to, isDropped)) return true;
    return to - from > onItsWayMs && !of.state.some(from, to, isFrozen);
  }

  function mayMiss(source: Source, sink: Sink): boolean {
    if (mayBeOfUnseen(source, sink)) return true;
    const from = source.record.time - skewMs;
    const { of, object } = sink;
    const { time: to, channel, type } = sink.record;
    if (channel.kind === 'message-port') return false;
    if (type === 'storage-event') return of.created > from - young;
    return !object || object.opened > from - young || object.listeners.some(from, to, isNone);
  }

  function mayBeOf(sentAt: number, { record, of }: Sink): boolean {
    if (sentAt > record.time + skewMs || sentAt === -Infinity) return false;
    if (record.channel.kind === 'message-port' || record.time - sentAt < onItsWayMs) return true;
    return of.state.some(sentAt, record.time, isAsleep);
  }

  return { reaches, comesToLate, fits, mayBeOfUnseen, mayMiss, mayBeOf, changes: contexts.changes };
}

/**
 * Through another document's Storage: that document is the one that hears nothing, and the one that events
 * name.
 */
export function isForeign(record: Record): boolean {
  return record.type === 'storage-write' && record.foreign === true;
}

/** In a group of several values. */
function samePicture(source: Source, sink: Sink): boolean {
  if (source.value === sink.value) return true;
  const [one, other] = [source.record, sink.record];
  return isMessage(one) && isMessage(other) && (isBrief(one) || isBrief(other)) && agree(one, other);
}

/** Two tabs that write at once have each their own idea of the old value. */
function sameBefore(source: Record, event: Record): boolean {
  if (source.type !== 'storage-write' || event.type !== 'storage-event') return true;
  return source.key === null || same(source.oldValue, event.oldValue);
}

type State = KnownContext['state']['last'];

function isDropped(state: State): boolean {
  return state === 'bfcached' || state === 'discarded';
}

function isFrozen(state: State): boolean {
  return state === 'frozen';
}

function isAsleep(state: State): boolean {
  return isDropped(state) || isFrozen(state);
}

/** Without a listener, or perhaps without one. */
function isNone(listeners: number | null): boolean {
  return !listeners;
}

/**
 * Whether a document that did not get an event itself can be the writer of what was not seen: the writer
 * never gets one. It has the URL that the event names; where that tells nothing, it is awake and shares the
 * area.
 */
export function mayHaveWritten(
  of: KnownContext,
  event: Record & { type: 'storage-event' },
  contexts: Contexts,
): boolean {
  const receiver = contexts.get(event.context);
  if (event.channel.kind === 'session-storage' && !sameTab(of, receiver)) return false;
  if (!receiver || tellsWriter(receiver)) return of.urls.has(wholeText(event.url));
  return samePartition(of, receiver) && !isAsleep(of.state.at(event.time));
}

/** sessionStorage is shared within one tab only; where a tab is not known, it may be the same. */
export function sameTab(a: KnownContext | undefined, b: KnownContext | undefined): boolean {
  const [one, other] = [a?.context?.tab, b?.context?.tab];
  return one === undefined || one === null || other === undefined || other === null || one === other;
}
