import { contextOf } from '../record-samples';
import type { Context, Observation, Record } from '../record';

/** For tests: tabs that write and post, with what each of them sees and with the truth of who caused what. */
export interface Simulation {
  readonly contexts: readonly Context[];
  /** Each context's records in the order of its seq. */
  readonly records: ReadonlyMap<string, readonly Record[]>;
  /** `context/seq` of an event or receive → that of its write or send; null where that left no record. */
  readonly truth: ReadonlyMap<string, string | null>;
}

export interface Setting {
  readonly seed: number;
  readonly steps: number;
  /** Keys and values are drawn from so many: few make equal writes likely; Infinity makes each unique. */
  readonly values: number;
  /** Part of the writes that leave no record, as `localStorage.key = value` does. */
  readonly direct: number;
  /** Tabs come, go and freeze, and channels lose their listeners. */
  readonly changing: boolean;
  /** Tabs share URLs. */
  readonly sameUrls: boolean;
}

const channel = { kind: 'broadcast-channel', name: 'news' } as const;
const area = { kind: 'local-storage', name: '' } as const;
const document = { kind: 'document', name: '' } as const;

interface Tab {
  readonly context: Context;
  readonly offset: number;
  readonly records: Record[];
  alive: boolean;
  frozen: boolean;
  listening: boolean;
  /** What waits to be delivered: not before `due`, and not before what came earlier. */
  readonly inbox: { due: number; cause: string | null; make: (time: number) => Observation }[];
  last: number;
}

export function simulate({ seed, steps, values, direct, changing, sameUrls }: Setting): Simulation {
  const random = createRandom(seed);
  const truth = new Map<string, string | null>();
  const tabs: Tab[] = [];
  const store = new Map<string, string>();
  let now = 1_000_000;
  let unique = 0;

  function pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(random() * list.length)];
  }

  function value(): string {
    return values === Infinity ? `v${(unique += 1)}` : `v${Math.floor(random() * values)}`;
  }

  function note(tab: Tab, observation: Observation): string {
    const { id } = tab.context;
    const time = Math.max(observation.time, tab.last);
    tab.last = time;
    const record = { ...observation, time, context: id, seq: tab.records.length } as Record;
    tab.records.push(record);
    return `${id}/${record.seq}`;
  }

  function openTab(): void {
    const number = tabs.length;
    const url = sameUrls && random() < 0.5 ? 'http://x/same' : `http://x/${number}`;
    const context = contextOf(`t${number}`, { url, tab: number, created: now });
    const offset = (random() - 0.5) * 2;
    const tab: Tab = {
      context,
      offset,
      records: [],
      alive: true,
      frozen: false,
      listening: true,
      inbox: [],
      last: 0,
    };
    tabs.push(tab);
    const time = now + offset;
    note(tab, { type: 'lifecycle', time, channel: document, state: 'created' });
    note(tab, { type: 'open', time, channel, object: 1 });
    note(tab, { type: 'listeners', time, channel, object: 1, event: 'message', count: 1 });
  }

  function send(from: Tab, cause: string | null, make: (time: number) => Observation): void {
    for (const tab of tabs) {
      if (tab === from || !tab.alive) continue;
      const before = tab.inbox[tab.inbox.length - 1]?.due ?? 0;
      const latency = random() < 0.02 ? 20 * random() : 1.5 + random() * 3;
      tab.inbox.push({ due: Math.max(before, now + latency), cause, make });
    }
  }

  function write(tab: Tab): void {
    const key = `k${Math.floor(random() * 2)}`;
    const oldValue = store.get(key) ?? null;
    const newValue = random() < 0.2 ? null : value();
    const time = now + tab.offset;
    const method = newValue === null ? 'removeItem' : 'setItem';
    if (newValue === null) store.delete(key);
    else store.set(key, newValue);
    const seen = random() >= direct;
    const cause = seen
      ? note(tab, { type: 'storage-write', time, channel: area, method, key, oldValue, newValue })
      : null;
    if (oldValue === newValue) return;
    const { url } = tab.context;
    send(tab, cause, (at) => ({
      type: 'storage-event',
      time: at,
      channel: area,
      key,
      oldValue,
      newValue,
      url,
      isTrusted: true,
    }));
  }

  function post(tab: Tab): void {
    const data = value();
    const size = data.length * 2;
    const time = now + tab.offset;
    const cause = note(tab, { type: 'send', time, channel, object: 1, data, size });
    send(tab, cause, (at) => ({
      type: 'receive',
      time: at,
      channel,
      object: 1,
      event: 'message',
      data,
      size,
      isTrusted: true,
    }));
  }

  function deliver(): void {
    for (const tab of tabs) {
      while (tab.alive && !tab.frozen && (tab.inbox[0]?.due ?? Infinity) <= now) {
        const next = tab.inbox.shift();
        if (!next) break;
        const made = next.make(next.due + tab.offset);
        if (made.type === 'receive' && !tab.listening) continue;
        truth.set(note(tab, made), next.cause);
      }
    }
  }

  function change(tab: Tab): void {
    const time = now + tab.offset;
    const dice = random();
    if (dice < 0.3) {
      tab.frozen = !tab.frozen;
      note(tab, { type: 'lifecycle', time, channel: document, state: tab.frozen ? 'frozen' : 'resumed' });
    } else if (dice < 0.6) {
      tab.listening = !tab.listening;
      const count = tab.listening ? 1 : 0;
      note(tab, { type: 'listeners', time, channel, object: 1, event: 'message', count });
    } else if (dice < 0.8 && tabs.filter(({ alive }) => alive).length > 2) {
      tab.alive = false;
      note(tab, { type: 'lifecycle', time, channel: document, state: 'gone' });
    } else if (tabs.length < 8) openTab();
  }

  for (let count = 0; count < 4; count += 1) openTab();
  for (let step = 0; step < steps; step += 1) {
    now += random() < 0.7 ? random() * 0.5 : random() * 30;
    deliver();
    const tab = pick(tabs.filter(({ alive, frozen }) => alive && !frozen));
    if (changing && random() < 0.03) {
      const other = pick(tabs.filter(({ alive }) => alive));
      if (other) change(other);
    } else if (tab && random() < 0.6) write(tab);
    else if (tab) post(tab);
  }
  for (const tab of tabs) {
    if (!tab.frozen) continue;
    tab.frozen = false;
    note(tab, { type: 'lifecycle', time: now + tab.offset, channel: document, state: 'resumed' });
  }
  now += 100;
  deliver();
  return {
    contexts: tabs.map(({ context }) => context),
    records: new Map(tabs.map(({ context, records }) => [context.id, records])),
    truth,
  };
}

/** The records of all contexts in some interleaving: each context's in its order, in batches, none much later than the others. */
export function interleave({ records }: Simulation, seed: number): Record[][] {
  const random = createRandom(seed);
  const left = [...records.values()].map((list) => [...list]);
  const batches: Record[][] = [];
  while (left.some((list) => list.length > 0)) {
    const there = left.filter((list) => list.length > 0);
    const list = there[Math.floor(random() * there.length)];
    if (list) batches.push(list.splice(0, 1 + Math.floor(random() * 40)));
  }
  return batches;
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
