import { wholeText } from '../columns';
import type { Record } from '../record';
import type { ChannelObject } from './channel-objects';
import { samePartition, type Contexts, type KnownContext } from './contexts';
import { skew, type Rules, type Sink, type Source } from './group';

/** A document or object that is so young, in milliseconds, may have come just too late. */
const young = 50;
/** What a live receiver has not got after so many milliseconds is not on its way any more. */
const onItsWay = 10_000;

/** What can reach what, for storage events, BroadcastChannels and ports (HTML, Web Storage and Web Messaging). */
export function createRules(contexts: Contexts): Rules {
  function objectOf(record: Record): ChannelObject | undefined {
    return 'object' in record
      ? contexts.objects.get(record.context, record.object, record.channel)
      : undefined;
  }

  function reaches(source: Source, sink: Sink): boolean {
    const from = source.record;
    const to = sink.record;
    const writer = contexts.get(from.context);
    const receiver = contexts.get(to.context);
    if (receiver && receiver.created > from.time + young && to.channel.kind !== 'message-port') return false;
    if (writer && receiver && !samePartition(writer, receiver)) return false;
    switch (to.channel.kind) {
      case 'local-storage':
        return from.context !== to.context;
      case 'session-storage':
        return from.context !== to.context && sameTab(writer, receiver);
      default: {
        if (source.stream === sink.receiver) return false;
        // What is sent into a port waits there for the other end to arrive and to be started.
        if (to.channel.kind === 'message-port') return true;
        const object = objectOf(to);
        return !object || object.opened <= from.time + skew;
      }
    }
  }

  function fits(source: Source, sink: Sink, strictly: boolean): boolean {
    if (strictly && source.usually !== sink.usually) return false;
    const event = sink.record;
    if (event.type !== 'storage-event') return true;
    const url = wholeText(event.url);
    const urls = contexts.get(source.record.context)?.urls;
    if (!urls || urls.size === 0 || urls.has(url)) return true;
    // Not every URL that history.pushState gave a document is known; but one that is another's is.
    return !strictly && !contexts.isUrlOfAny(url);
  }

  function mayMiss(source: Source, sink: Sink): boolean {
    const from = source.record.time - skew;
    const to = sink.record.time;
    const receiver = contexts.get(sink.record.context);
    if (!receiver) return true;
    if (receiver.gaps.some((gap) => gap.to >= from && gap.from <= to)) return true;
    if (sink.record.channel.kind === 'message-port') return false;
    if (receiver.state.some(from, to, (state) => state === 'bfcached' || state === 'discarded')) return true;
    if (to - from > onItsWay && !receiver.state.some(from, to, (state) => state === 'frozen')) return true;
    if (sink.record.type === 'storage-event') return receiver.created > from - young;
    const object = objectOf(sink.record);
    if (!object || object.opened > from - young) return true;
    return object.listeners.some(from, to, (count) => count === 0);
  }

  return { reaches, fits, mayMiss };
}

/** sessionStorage is shared within one tab only; where a tab is not known, it may be the same. */
export function sameTab(a: KnownContext | undefined, b: KnownContext | undefined): boolean {
  const [one, other] = [a?.context?.tab, b?.context?.tab];
  return one === undefined || one === null || other === undefined || other === null || one === other;
}

/** Whether a document is frozen that may get what was sent meanwhile when it thaws. */
export function somebodyWaits(contexts: Contexts): boolean {
  for (const { gone, state } of contexts.all())
    if (gone === null && (state.last === 'frozen' || state.last === 'bfcached')) return true;
  return false;
}
