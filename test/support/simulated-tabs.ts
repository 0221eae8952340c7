import { contextOf } from './record-samples';
import type { Preview } from '../../src/record/preview';
import { createRandom } from './random';
import type { Context, Observation, Record } from '../../src/record/record';

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
  /** Part of the records that are lost, and told of as gaps. */
  readonly lost?: number;
  /** Tabs write again what they have, before they hear of another's write. */
  readonly stale?: boolean;
  /** Events name the first tab, whoever wrote. */
  readonly firefox?: boolean;
  /** Frames come while a task still runs, and get the events of what it wrote. */
  readonly lateFrames?: boolean;
  /** Tabs end without saying so. */
  readonly silent?: boolean;
  /**
   * Messages are objects, and tabs cut their pictures for speed, a while each: `named` where their first
   * parts tell them apart.
   */
  readonly cuts?: 'named' | 'alike';
}

const channel = { kind: 'broadcast-channel', name: 'news' } as const;
const port = { kind: 'message-port', name: 'news' } as const;
const document = { kind: 'document', name: '' } as const;

interface Tab {
  context: Context;
  readonly offset: number;
  readonly records: Record[];
  alive: boolean;
  frozen: boolean;
  listening: boolean;
  isBrief: boolean;
  /** What waits to be delivered: not before `due`, and not before what came earlier. */
  readonly inbox: { due: number; cause: string | null; make: (time: number) => Observation }[];
  last: number;
}

export function simulate({
  seed,
  steps,
  values,
  direct,
  changing,
  sameUrls,
  lost = 0,
  stale = false,
  firefox = false,
  lateFrames = false,
  silent = false,
  cuts,
}: Setting): Simulation {
  const random = createRandom(seed);
  const truth = new Map<string, string | null>();
  const tabs: Tab[] = [];
  /** What an area holds: the origin's localStorage, and the sessionStorage of each browser tab. */
  const stores = new Map<string, Map<string, string>>();
  let now = 1_000_000;
  let unique = 0;

  function pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(random() * list.length)];
  }

  function value(): string {
    return values === Infinity ? `v${(unique += 1)}` : `v${Math.floor(random() * values)}`;
  }

  /** The record's name; null where it was lost. */
  function note(tab: Tab, observation: Observation): string | null {
    const { id } = tab.context;
    const time = Math.max(observation.time, tab.last);
    tab.last = time;
    if (cuts && random() < 0.1) tab.isBrief = !tab.isBrief;
    const shown = tab.isBrief ? cutPicture(observation) : observation;
    const place = { time, context: id, seq: tab.records.length };
    const isLost = observation.type !== 'lifecycle' && random() < lost;
    tab.records.push(
      isLost
        ? { ...place, type: 'gap', channel: document, count: 1, reason: 'backpressure' }
        : { ...shown, ...place },
    );
    return isLost ? null : `${id}/${place.seq}`;
  }

  function openTab(within?: Tab): Tab {
    const number = tabs.length;
    const url = sameUrls && random() < 0.5 ? 'http://x/same' : `http://x/${number}`;
    // Every third is a frame in the tab of the one before: the two share a sessionStorage.
    const browserTab = within?.context.tab ?? number - (number % 3 === 2 ? 1 : 0);
    const browser = firefox ? 'firefox' : 'chromium';
    const context = contextOf(`t${number}`, { url, tab: browserTab, created: now, browser });
    const offset = (random() - 0.5) * 2;
    const tab: Tab = {
      context,
      offset,
      records: [],
      alive: true,
      frozen: false,
      listening: true,
      isBrief: false,
      inbox: [],
      last: 0,
    };
    tabs.push(tab);
    const time = now + offset;
    note(tab, { type: 'lifecycle', time, channel: document, state: 'created' });
    note(tab, { type: 'open', time, channel, object: 1 });
    note(tab, { type: 'listeners', time, channel, object: 1, event: 'message', count: 1 });
    note(tab, { type: 'open', time, channel: port, object: 2 });
    note(tab, { type: 'listeners', time, channel: port, object: 2, event: 'message', count: 1 });
    return tab;
  }

  function send(
    from: Tab,
    cause: string | null,
    make: (time: number) => Observation,
    gets: (tab: Tab) => boolean = () => true,
  ): void {
    for (const tab of tabs) {
      if (tab === from || !tab.alive || !gets(tab)) continue;
      const before = tab.inbox[tab.inbox.length - 1]?.due ?? 0;
      const latency = random() < 0.02 ? 20 * random() : 1.5 + random() * 3;
      tab.inbox.push({ due: Math.max(before, now + latency), cause, make });
    }
  }

  function write(tab: Tab): void {
    const isSession = random() < 0.15;
    const area = { kind: isSession ? 'session-storage' : 'local-storage', name: '' } as const;
    const name = isSession ? `tab ${tab.context.tab}` : '';
    const store = stores.get(name) ?? new Map<string, string>();
    stores.set(name, store);
    const url = firefox ? (tabs[0]?.context.url ?? '') : tab.context.url;
    const time = now + tab.offset;
    function sharing(other: Tab): boolean {
      return !isSession || other.context.tab === tab.context.tab;
    }

    if (random() < 0.02) {
      const nothing = { key: null, oldValue: null, newValue: null };
      const cleared = store.size;
      store.clear();
      const cause = note(tab, {
        type: 'storage-write',
        time,
        channel: area,
        method: 'clear',
        ...nothing,
        cleared,
      });
      const event = { type: 'storage-event', channel: area, ...nothing, url, isTrusted: true } as const;
      if (cleared > 0) send(tab, cause, (at) => ({ ...event, time: at }), sharing);
      return;
    }
    const key = `k${Math.floor(random() * 2)}`;
    const oldValue = store.get(key) ?? null;
    const newValue = random() < 0.2 ? null : value();
    const method = newValue === null ? 'removeItem' : 'setItem';
    if (newValue === null) store.delete(key);
    else store.set(key, newValue);
    const change = { channel: area, key, oldValue, newValue };
    const seen = random() >= direct;
    const cause = seen ? note(tab, { type: 'storage-write', time, method, ...change }) : null;
    if (oldValue === newValue) return;
    const event = { type: 'storage-event', ...change, url, isTrusted: true } as const;
    send(tab, cause, (at) => ({ ...event, time: at }), sharing);
    if (lateFrames && random() < 0.02 && tabs.length < 12) {
      // The task goes on, and nothing else happens until it is over.
      now += 80;
      const inbox = openTab(tab).inbox;
      inbox.push({ due: now + 1, cause, make: (at) => ({ ...event, time: at }) });
      deliverAt(now + 1);
    }
    const other =
      stale && !isSession ? pick(tabs.filter((one) => one !== tab && one.alive && !one.frozen)) : undefined;
    if (!other || oldValue === null || random() < 0.8) return;
    now += 0.2;
    store.set(key, oldValue);
    const back = { channel: area, key, oldValue: newValue, newValue: oldValue };
    const again = note(other, {
      type: 'storage-write',
      time: now + other.offset,
      method: 'setItem',
      ...back,
      oldValue,
    });
    const from = firefox ? url : other.context.url;
    send(other, again, (at) => ({ type: 'storage-event', ...back, url: from, isTrusted: true, time: at }));
  }

  function deliverAt(time: number): void {
    now = time;
    deliver();
  }

  function post(tab: Tab): void {
    // The two ends of a port are made together: the first tab's is connected with the second's, the third's
    // with the fourth's, and so on.
    const other = tabs[tabs.indexOf(tab) ^ 1];
    const isPort = other !== undefined && random() < 0.3;
    const text = value();
    const data = cuts ? pictureOf(text, cuts === 'named') : text;
    const size = cuts ? undefined : { size: text.length * 2 };
    const message = { channel: isPort ? port : channel, object: isPort ? 2 : 1, data, ...size };
    const cause = note(tab, { type: 'send', time: now + tab.offset, ...message });
    const receive = { type: 'receive', event: 'message', ...message, isTrusted: true } as const;
    send(
      tab,
      cause,
      (time) => ({ ...receive, time }),
      (one) => !isPort || one === other,
    );
  }

  function deliver(): void {
    for (const tab of tabs) {
      while (tab.alive && !tab.frozen && (tab.inbox[0]?.due ?? Infinity) <= now) {
        const next = tab.inbox.shift();
        if (!next) break;
        const made = next.make(next.due + tab.offset);
        if (made.type === 'receive' && made.object === 1 && !tab.listening) continue;
        const name = note(tab, made);
        if (name !== null) truth.set(name, next.cause);
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
      if (silent) tab.context = { ...tab.context, ended: time, closed: time };
      else note(tab, { type: 'lifecycle', time, channel: document, state: 'gone' });
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

function pictureOf(text: string, isNamed: boolean): Preview {
  const payload: Preview = { t: 'object', k: ['text'], v: [text], n: 1 };
  return isNamed
    ? { t: 'object', k: ['type', 'payload', 'id'], v: ['tick', payload, text], n: 3 }
    : { t: 'object', k: ['type', 'payload'], v: ['tick', payload], n: 2 };
}

/** What page/preview.ts makes of it when time is short. */
function cutPicture(observation: Observation): Observation {
  if (observation.type !== 'send' && observation.type !== 'receive') return observation;
  const { data } = observation;
  if (typeof data !== 'object' || data?.t !== 'object') return observation;
  const v = data.v.map((part): Preview => (typeof part === 'object' ? { t: 'cut', c: 'object' } : part));
  return { ...observation, data: { ...data, v }, brief: true };
}
