import { contextOf } from './record-samples';
import { createRandom } from './random';
import type { Context, Observation, Record } from '../../src/record/record';

interface Tab {
  readonly context: Context;
  /** What it knows of the store. */
  readonly copy: Map<string, string>;
  readonly inbox: { readonly due: number; readonly make: (to: Tab, time: number) => Observation }[];
  busyUntil: number;
  last: number;
  seq: number;
}

/**
 * For tests: two or three tabs that write and post few values under few keys, and answer what they hear; each
 * is busy for seconds now and then, and hears all of it afterwards.
 */
export function fewValues(seed: number): {
  readonly contexts: readonly Context[];
  /** In the order of their times. */
  readonly records: readonly Record[];
} {
  const random = createRandom(seed);
  const below = (count: number): number => Math.floor(random() * count);
  const [values, keys, steps] = [2 + below(2), 1 + below(2), 60 + below(100)];
  const store = new Map<string, string>();
  const all: Record[] = [];
  let now = 1_000_000;

  const tabs = Array.from({ length: 2 + below(2) }, (_, tab): Tab => ({
    context: contextOf(`t${tab}`, { url: `http://x/${tab % 2}`, tab, created: now }),
    copy: new Map<string, string>(),
    inbox: [],
    busyUntil: 0,
    last: 0,
    seq: 0,
  }));

  function note(tab: Tab, observation: Observation): void {
    tab.last = Math.max(observation.time, tab.last);
    all.push({ ...observation, time: tab.last, context: tab.context.id, seq: tab.seq });
    tab.seq += 1;
  }

  function emit(from: Tab, make: (to: Tab, time: number) => Observation): void {
    for (const tab of tabs) {
      if (tab === from) continue;
      const before = tab.inbox.at(-1)?.due ?? 0;
      tab.inbox.push({ due: Math.max(before, now + 1 + 8 * random()), make });
    }
  }

  function write(tab: Tab): void {
    const key = `k${below(keys)}`;
    const newValue = random() < 0.1 ? null : `v${below(values)}`;
    const [mine, oldValue] = [tab.copy.get(key) ?? null, store.get(key) ?? null];
    const method = newValue === null ? 'removeItem' : 'setItem';
    note(tab, { type: 'storage-write', time: now, channel: area, method, key, oldValue: mine, newValue });
    set(store, key, newValue);
    set(tab.copy, key, newValue);
    const { url } = tab.context;
    if (oldValue === newValue) return;
    emit(tab, (to, time) => {
      set(to.copy, key, newValue);
      return { type: 'storage-event', time, channel: area, key, oldValue, newValue, url, isTrusted: true };
    });
  }

  function post(tab: Tab): void {
    const message = { channel: news, object: 1, data: `m${below(values)}` };
    note(tab, { type: 'send', time: now, ...message });
    emit(tab, (_, time) => ({ type: 'receive', time, event: 'message', isTrusted: true, ...message }));
  }

  function hear(tab: Tab, until: number): void {
    for (let [next] = tab.inbox; next && next.due <= until; [next] = tab.inbox) {
      tab.inbox.shift();
      note(tab, next.make(tab, Math.max(next.due, tab.busyUntil)));
      if (until < Infinity && random() < 0.5) write(tab);
    }
  }

  for (const tab of tabs) {
    note(tab, { type: 'lifecycle', time: now, channel: document, state: 'created' });
    note(tab, { type: 'listeners', time: now, channel: area, object: 0, event: 'storage', count: 1 });
    note(tab, { type: 'open', time: now, channel: news, object: 1 });
    note(tab, { type: 'listeners', time: now, channel: news, object: 1, event: 'message', count: 1 });
  }
  for (let step = 0; step < steps; step += 1) {
    now += random() < 0.6 ? below(10) : random() < 0.9 ? below(300) : below(3_000);
    for (const tab of tabs) {
      if (random() < 0.02) tab.busyUntil = now + below(5_000);
      if (tab.busyUntil <= now) hear(tab, now);
    }
    const tab = tabs[below(tabs.length)];
    if (!tab || tab.busyUntil > now) continue;
    if (random() < 0.7) write(tab);
    else post(tab);
  }
  for (const tab of tabs) hear(tab, Infinity);
  return { contexts: tabs.map(({ context }) => context), records: all.sort((a, b) => a.time - b.time) };
}

const document = { kind: 'document', name: '' } as const;
const area = { kind: 'local-storage', name: '' } as const;
const news = { kind: 'broadcast-channel', name: 'news' } as const;

function set(store: Map<string, string>, key: string, value: string | null): void {
  if (value === null) store.delete(key);
  else store.set(key, value);
}
