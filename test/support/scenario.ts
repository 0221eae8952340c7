import { createAnalysis, type Analysis } from '../../src/analysis';
import type { Preview } from '../../src/record/preview';
import { contextOf } from './record-samples';
import type {
  Channel,
  ChannelKind,
  Context,
  Lifecycle,
  Observation,
  Record,
  State,
} from '../../src/record/record';
import type { Finding } from '../../src/findings/types';

/** For tests: what some tabs do, step by step, and the findings that it makes. */
export interface Scenario {
  tab(name: string, known?: Partial<Context>): Tab;
  /** Time passes; milliseconds. */
  wait(milliseconds: number): void;
  neighbour(origin: string): void;
  /** What was recorded so far is not held any more when it is analysed. */
  drop(): void;
  analyse(): Analysis;
  /** What was recorded so far. */
  readonly contexts: readonly Context[];
  readonly records: readonly Record[];
  findings(): readonly Finding[];
  /** What was recorded. */
  capture(): Captured;
}

export interface Captured {
  readonly contexts: readonly Context[];
  readonly records: readonly Record[];
  readonly neighbours: readonly Context[];
}

/** To its end. */
export function analyseAll({ contexts, records, neighbours }: Captured, until = -Infinity): Analysis {
  const analysis = createAnalysis();
  for (const context of contexts) analysis.addContext(context);
  analysis.setNeighbours(neighbours);
  analysis.add(records);
  while (analysis.advance(until));
  finish(analysis);
  return analysis;
}

export interface Tab {
  readonly id: string;
  listen(count?: number, more?: More): void;
  write(key: string | null, oldValue: string | null, newValue: string | null, more?: More): Record;
  /** Of what another one wrote. */
  hear(write: Record, more?: More): Record;
  open(kind: ChannelKind, name: string, object?: number, more?: More): void;
  listenOn(kind: ChannelKind, name: string, object?: number, more?: More): void;
  send(kind: ChannelKind, name: string, data: Preview, object?: number, more?: More): Record;
  receive(kind: ChannelKind, name: string, data: Preview, object?: number, more?: More): Record;
  close(kind: ChannelKind, name: string, object?: number, more?: More): void;
  error(kind: ChannelKind, name: string, object?: number, more?: More): void;
  state(kind: ChannelKind, name: string, state: State['state'], object?: number, more?: More): void;
  /** It read what an area held. */
  holds(kind: ChannelKind, entries: readonly (readonly [string, string])[], left?: number): Record;
  live(state: Lifecycle['state']): void;
  /** The wall clock is so many milliseconds ahead of its own from here on. */
  clock(ahead: number): void;
  /** So many of its records are lost here. */
  gap(count: number): void;
}

type More = { readonly [field: string]: unknown };

/** To its end. */
export function finish(analysis: Analysis): void {
  for (let more = true; more;) more = analysis.finish();
}

export function scenario(): Scenario {
  const contexts: Context[] = [];
  const neighbours: Context[] = [];
  const records: Record[] = [];
  let time = 1_700_000_000_000;

  function createTab(name: string, known: Partial<Context> = {}): Tab {
    const context = contextOf(name, {
      url: `http://x/${name}`,
      tab: contexts.length,
      created: time,
      ...known,
    });
    contexts.push(context);
    let seq = 0;

    function note(fields: { readonly type: Observation['type']; readonly channel: Channel } & More): Record {
      time += 1;
      const record = { time, ...fields, context: name, seq: seq++ } as unknown as Record;
      records.push(record);
      return record;
    }

    const area = { kind: 'local-storage', name: '' } as const;
    const tab: Tab = {
      id: name,
      listen: (count = 1, more = {}) => {
        note({ type: 'listeners', channel: area, object: 0, event: 'storage', count, ...more });
      },
      write: (key, oldValue, newValue, more) => {
        const method = key === null ? 'clear' : newValue === null ? 'removeItem' : 'setItem';
        return note({ type: 'storage-write', channel: area, method, key, oldValue, newValue, ...more });
      },
      hear: (write, more) => {
        const { key, oldValue, newValue } = write as Record & { type: 'storage-write' };
        const url = contexts.find(({ id }) => id === write.context)?.url ?? '';
        const change = { key, oldValue, newValue, url, isTrusted: true };
        return note({ type: 'storage-event', channel: write.channel, ...change, ...more });
      },
      open: (kind, channel, object = 1, more) => {
        note({ type: 'open', channel: { kind, name: channel }, object, ...more });
      },
      listenOn: (kind, channel, object = 1, more) => {
        note({
          type: 'listeners',
          channel: { kind, name: channel },
          object,
          event: 'message',
          count: 1,
          ...more,
        });
      },
      send: (kind, channel, data, object = 1, more) =>
        note({ type: 'send', channel: { kind, name: channel }, object, data, ...more }),
      receive: (kind, channel, data, object = 1, more) => {
        const event = { event: 'message', isTrusted: true };
        return note({ type: 'receive', channel: { kind, name: channel }, object, data, ...event, ...more });
      },
      close: (kind, channel, object = 1, more) => {
        note({ type: 'close', channel: { kind, name: channel }, object, ...more });
      },
      error: (kind, channel, object = 1, more) => {
        note({ type: 'error', channel: { kind, name: channel }, object, message: '', ...more });
      },
      state: (kind, channel, state, object = 1, more) => {
        note({ type: 'state', channel: { kind, name: channel }, object, state, ...more });
      },
      holds: (kind, entries, left = 0) =>
        note({ type: 'stored', channel: { kind, name: '' }, entries, left }),
      live: (state) => {
        note({ type: 'lifecycle', channel: { kind: 'document', name: '' }, state });
      },
      clock: (ahead) => {
        note({ type: 'clock', channel: { kind: 'document', name: '' }, ahead });
      },
      gap: (count) => {
        seq += count - 1;
        note({ type: 'gap', channel: { kind: 'document', name: '' }, count, reason: 'backpressure' });
      },
    };
    tab.live('created');
    // What follows is not so soon that it could have come too early for this one.
    time += 100;
    return tab;
  }

  function analyse(): Analysis {
    return analyseAll({ contexts, records, neighbours }, time + 1);
  }

  return {
    tab: createTab,
    wait(milliseconds) {
      time += milliseconds;
    },
    neighbour(origin) {
      neighbours.push(contextOf(origin, { origin, created: time }));
    },
    drop() {
      records.length = 0;
    },
    analyse,
    contexts,
    records,
    findings: () => analyse().findings(),
    capture: () => ({ contexts, records, neighbours }),
  };
}
