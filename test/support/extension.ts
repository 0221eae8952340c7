import 'fake-indexeddb/auto';

/**
 * What the background asks of a browser, for tests in Node: import this before anything of background/. It
 * has ports, storage.local and tabs, and IndexedDB is fake-indexeddb's. How browsers behave, test/browser
 * tests.
 */
export interface Event<Given extends unknown[]> {
  addListener(hear: (...given: Given) => void): void;
  fire(...given: Given): void;
}

function event<Given extends unknown[]>(): Event<Given> {
  const heard: ((...given: Given) => void)[] = [];
  return {
    addListener(hear) {
      heard.push(hear);
    },
    fire(...given) {
      for (const hear of heard) hear(...given);
    },
  };
}

const onConnect = event<[Port]>();
const onChanged = event<[Record<string, { newValue?: unknown }>]>();
const items = new Map<string, unknown>();

/** Tabs that there are, by id. */
export const tabs = new Map<number, { discarded: boolean }>();

export const storageLocal = {
  onChanged,
  get(keys: readonly string[] | null): Promise<Record<string, unknown>> {
    const asked = keys ?? [...items.keys()];
    return Promise.resolve(Object.fromEntries(asked.filter(has).map((key) => [key, items.get(key)])));
  },
  getKeys: (): Promise<string[]> => Promise.resolve([...items.keys()]),
  set(values: Record<string, unknown>): Promise<void> {
    for (const [key, value] of Object.entries(values)) items.set(key, value);
    onChanged.fire(Object.fromEntries(Object.entries(values).map(([key, newValue]) => [key, { newValue }])));
    return Promise.resolve();
  },
  remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) items.delete(key);
    return Promise.resolve();
  },
};

function has(key: string): boolean {
  return items.has(key);
}

const ownId = 'tabshark';

Object.assign(globalThis, {
  chrome: { runtime: { id: ownId } },
  browser: {
    runtime: {
      id: ownId,
      onConnect,
      getURL: (path: string) => `chrome-extension://${ownId}/${path}`,
      getManifest: () => ({ permissions: [] }),
    },
    extension: { inIncognitoContext: false },
    storage: { local: storageLocal, session: { set: () => Promise.resolve() } },
    tabs: {
      get(id: number) {
        const tab = tabs.get(id);
        return tab ? Promise.resolve(tab) : Promise.reject(new Error(`No tab with id: ${id}`));
      },
    },
  },
  // Node's keeps the process alive.
  BroadcastChannel: class extends BroadcastChannel {
    constructor(name: string) {
      super(name);
      (this as unknown as { unref(): void }).unref();
    }
  },
});

/** Both ends of a port in one: the background's, and in `heard` and `say` that of a content script. */
export interface Port {
  readonly name: string;
  readonly sender: Sender;
  readonly onMessage: Event<[unknown]>;
  readonly onDisconnect: Event<[]>;
  readonly heard: { readonly type: string }[];
  isOpen: boolean;
  postMessage(message: { readonly type: string }): void;
  disconnect(): void;
  say(message: unknown): void;
  /** The document's end goes away. */
  lose(): void;
}

export interface Sender {
  readonly id: string;
  readonly origin: string;
  readonly url: string;
  readonly frameId: number;
  readonly documentId: string;
  readonly tab: { readonly id: number; readonly incognito: boolean; readonly url: string };
}

/** A content script connects; the sender is what the browser says of its document. */
export function connect(name: string, sender: Partial<Sender> & { readonly documentId: string }): Port {
  const url = 'http://x/';
  const port: Port = {
    name,
    sender: {
      id: ownId,
      origin: 'http://x',
      url,
      frameId: 0,
      tab: { id: 1, incognito: false, url },
      ...sender,
    },
    onMessage: event(),
    onDisconnect: event(),
    heard: [],
    isOpen: true,
    postMessage(message) {
      if (!port.isOpen) throw new Error('Attempting to use a disconnected port object');
      port.heard.push(message);
    },
    disconnect() {
      port.isOpen = false;
    },
    say(message) {
      port.onMessage.fire(message);
    },
    lose() {
      port.isOpen = false;
      port.onDisconnect.fire();
    },
  };
  onConnect.fire(port);
  return port;
}
