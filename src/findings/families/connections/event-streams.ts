import type { Open, Record } from '../../../record/record';
import { ref, tab, type Detector, type World } from '../../asking/detector';
import { LimitedMap, LimitedSet } from '../../../limited';
import type { Codes } from '../../code';

export const codes = {
  E1: {
    severity: 'warning',
    confidence: 'likely',
    values: ['host', 'number of streams', 'tab'],
    link: 'https://developer.mozilla.org/docs/Web/API/EventSource',
  },
} as const satisfies Codes;

/** Connections that Chromium and Firefox open to a host over HTTP/1.1. */
const limit = 6;
/** A stream that has not opened for so many milliseconds waits for a connection. */
const waits = 5_000;

type OnStream = Record & { readonly object: number };

/** Event streams that use up the connections to a host: E1. */
export function create(world: World): Detector {
  /** Records by which streams came to be connected, by host and object, in the order of time. */
  const connected = new LimitedMap<string, Map<string, OnStream>>();

  const waiting = new LimitedSet<string>();

  /** Connections are shared by all tabs of a partition. */
  function hostOf({ context, channel }: Record): string {
    const top = world.contexts.get(context)?.context?.topOrigin ?? '';
    return `${originOf(channel.name)} ${top}`;
  }

  function used(record: Record, hanging: readonly Record[]): void {
    const streams = [...(connected.get(hostOf(record))?.values() ?? [])];
    const last = streams.at(-1);
    if (!last || streams.length < limit) return;
    const host = originOf(record.channel.name);
    world.report({
      code: 'E1',
      subject: host,
      channel: last.channel,
      values: [host, streams.length, tab(last.context)],
      contexts: [...new Set([...streams, ...hanging].map(({ context }) => context))],
      evidence: [...hanging, ...streams.reverse()].map(ref),
      time: record.time,
    });
  }

  /** Where the server may speak HTTP/2 only a stream that never opens tells. */
  function opened(open: Open & OnStream): void {
    const before = connected.get(hostOf(open))?.size ?? 0;
    if (before < limit || open.error) return;
    waiting.add(nameOf(open));
    world.when(open.time + waits, () => {
      if (waiting.delete(nameOf(open))) used(open, [open]);
    });
  }

  function end(record: OnStream): void {
    connected.get(hostOf(record))?.delete(nameOf(record));
    waiting.delete(nameOf(record));
  }

  function leave(context: string): void {
    for (const streams of connected.values())
      for (const [name, record] of streams) if (record.context === context) streams.delete(name);
    for (const name of waiting) if (name.startsWith(`${context}/`)) waiting.delete(name);
  }

  return (record) => {
    if (record.type === 'lifecycle' && (record.state === 'gone' || record.state === 'bfcached'))
      leave(record.context);
    if (record.channel.kind !== 'event-source') return;
    if (record.type === 'open') opened(record);
    else if (record.type === 'error' || record.type === 'close') end(record);
    else if (record.type === 'state' && record.state === 'connected') {
      const streams = connected.get(hostOf(record)) ?? new Map<string, OnStream>();
      waiting.delete(nameOf(record));
      connected.set(hostOf(record), streams.set(nameOf(record), record));
      // Browsers speak HTTP/2 only over TLS.
      if (streams.size === limit && record.channel.name.startsWith('http:')) used(record, []);
    }
  };
}

function nameOf({ context, object }: OnStream): string {
  return `${context}/${object}`;
}

function originOf(url: string): string {
  return /^\w+:\/\/[^/]*/.exec(url)?.[0] ?? url;
}
