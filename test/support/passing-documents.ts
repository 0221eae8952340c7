import { createAnalysis } from '../../src/analysis';
import type { Channel, ChannelKind, Context, Observation } from '../../src/record/record';

/**
 * Documents that come, use every kind of channel under names of their own, and go; all of it is forgotten a
 * minute later.
 */
export interface PassingDocuments {
  pass(count: number): void;
  findings(): number;
}

/** Milliseconds for which records are held. */
const heldFor = 60_000;

export function createPassingDocuments(): PassingDocuments {
  const analysis = createAnalysis();
  let time = 1_700_000_000_000;
  let passed = 0;

  function pass(): void {
    const number = passed;
    passed += 1;
    const id = `document-${number}`;
    analysis.addContext(contextOf(id, number, time));
    const all = observations(number, () => (time += 1));
    analysis.add(all.map((one, seq) => ({ ...one, context: id, seq })));
    time += 20;
  }

  function settle(): void {
    while (analysis.advance(time));
    analysis.forget(time - heldFor);
  }

  return {
    pass(count) {
      for (let one = 0; one < count; one += 1) {
        pass();
        if (one % 100 === 99) settle();
      }
      time += 10 * heldFor;
      settle();
    },
    findings: () => analysis.findings().length,
  };
}

function contextOf(id: string, number: number, created: number): Context {
  const origin = 'http://passing.test';
  return {
    id,
    origin,
    url: `${origin}/${number}`,
    title: id,
    favicon: '',
    tab: number,
    frame: 0,
    document: id,
    topOrigin: origin,
    incognito: false,
    partial: false,
    created,
    ended: null,
    closed: null,
    browser: 'chromium',
    clockAhead: 0,
    openerTab: null,
  };
}

function observations(number: number, now: () => number): Observation[] {
  const on = (kind: ChannelKind, name = ''): Channel => ({ kind, name });
  const area = on('local-storage');
  const tab = on('session-storage');
  const page = on('document');
  const news = on('broadcast-channel', `news-${number}`);
  const worker = on('shared-worker', `http://passing.test/worker.js?${number}`);
  const socket = on('websocket', `ws://passing.test/${number}`);
  const lock = on('web-lock', `lock-${number}`);
  const stream = on('event-source', `http://passing.test/stream/${number}`);
  const service = on('service-worker', 'http://passing.test/service.js');
  const write = { type: 'storage-write', method: 'setItem', oldValue: null } as const;
  const message = { type: 'receive', event: 'message', isTrusted: true } as const;
  const one = <T extends Omit<Observation, 'time'>>(fields: T): T & { readonly time: number } => ({
    ...fields,
    time: now(),
  });
  return [
    one({ type: 'lifecycle', channel: page, state: 'created' }),
    one({ type: 'listeners', channel: area, object: 0, event: 'storage', count: 1 }),
    one({ ...write, channel: area, key: `key-${number}`, newValue: `{"v":${number}}` }),
    one({ ...write, channel: tab, key: `id-${number}`, newValue: `an-id-of-this-tab-${number}` }),
    one({ type: 'open', channel: news, object: 1 }),
    one({ type: 'listeners', channel: news, object: 1, event: 'message', count: 1 }),
    one({ type: 'send', channel: news, object: 1, data: `news ${number}` }),
    one({ type: 'open', channel: worker, object: 2, url: worker.name }),
    one({ type: 'send', channel: worker, object: 2, data: 'hello' }),
    one({ ...message, channel: worker, object: 2, data: `answer ${number}` }),
    one({ type: 'error', channel: worker, object: 2, message: 'broken' }),
    one({ type: 'open', channel: socket, object: 3, url: socket.name }),
    one({ type: 'state', channel: socket, object: 3, state: 'connected' }),
    one({ type: 'close', channel: socket, object: 3, code: 1006 }),
    one({ type: 'state', channel: lock, object: 4, state: 'requested' }),
    one({ type: 'state', channel: lock, object: 4, state: 'granted' }),
    one({ type: 'open', channel: stream, object: 5 }),
    one({ type: 'state', channel: stream, object: 5, state: 'connected' }),
    one({ ...message, channel: service, object: 6, data: 'update' }),
    one({ type: 'lifecycle', channel: page, state: 'gone' }),
  ] as Observation[];
}
