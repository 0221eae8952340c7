import type { FindingCode } from '../../src/findings/types';

interface Fix {
  readonly before: string;
  readonly after: string;
}

/**
 * Code that has the fault, and code that has not, where a few lines show it. Lines that both have are what
 * stays.
 */
export const fixes: { readonly [code in FindingCode]?: Fix } = {
  S1: {
    before: `
localStorage.setItem('theme', theme);`,
    after: `
localStorage.setItem('theme', theme);
showTheme(theme); // this tab gets no event`,
  },
  S2: {
    before: `
localStorage.setItem('refresh', 'now');`,
    after: `
localStorage.setItem('refresh', String(Date.now()));`,
  },
  S7: {
    before: `
sessionStorage.setItem('cart', cart);`,
    after: `
localStorage.setItem('cart', cart);`,
  },
  S8: {
    before: `
addEventListener('storage', (event) => {
  if (event.key === 'cart') showCart();
});`,
    after: `
addEventListener('storage', (event) => {
  // null: everything was cleared
  if (event.key === 'cart' || event.key === null) showCart();
});`,
  },
  S9: {
    before: `
addEventListener('storage', ({ key, newValue }) => {
  if (newValue) show(key, newValue);
});`,
    after: `
addEventListener('storage', ({ key, newValue }) => {
  if (newValue === null) remove(key);
  else show(key, newValue);
});`,
  },
  S10: {
    before: `
addEventListener('load', async () => {
  await signIn();
  addEventListener('storage', sync);
});`,
    after: `
addEventListener('storage', sync);
addEventListener('load', async () => {
  await signIn();
  sync(); // catch up on what was missed
});`,
  },
  S11: {
    before: `
addEventListener('storage', sync);`,
    after: `
addEventListener('storage', sync);
addEventListener('pageshow', (event) => {
  if (event.persisted) sync();
});
document.addEventListener('resume', sync);`,
  },
  S12: {
    before: `
localStorage.setItem('draft', text);`,
    after: `
try {
  localStorage.setItem('draft', text);
} catch (error) {
  // QuotaExceededError: make room, or keep it in IndexedDB
  await saveInDatabase('draft', text);
}`,
  },
  S14: {
    before: `
dispatchEvent(new StorageEvent('storage', { key, newValue }));`,
    after: `
localStorage.setItem(key, newValue); // for other tabs
show(key, newValue); // for this one`,
  },
  S15: {
    before: `
addEventListener('storage', ({ key }) => {
  show(localStorage.getItem(key));
});`,
    after: `
addEventListener('storage', ({ newValue }) => {
  show(newValue);
});`,
  },
  S16: {
    before: `
localStorage.setItem('cart', cart);
channel.postMessage('cart changed');`,
    after: `
localStorage.setItem('cart', cart);
channel.postMessage({ changed: 'cart', cart });`,
  },
  S17: {
    before: `
addEventListener('storage', ({ newValue }) => {
  show(JSON.parse(newValue));
});`,
    after: `
addEventListener('storage', ({ key, newValue }) => {
  if (key !== 'cart' || newValue === null) return;
  show(JSON.parse(newValue));
});`,
  },
  B3: {
    before: `
await loadEverything();
const channel = new BroadcastChannel('app');
channel.onmessage = handle;`,
    after: `
const channel = new BroadcastChannel('app');
channel.onmessage = handle;
channel.postMessage({ type: 'hello' }); // others answer with their state
await loadEverything();`,
  },
  B4: {
    before: `
addEventListener('pagehide', () => channel.close());`,
    after: `
addEventListener('pagehide', () => channel.close());
addEventListener('pageshow', (event) => {
  if (event.persisted) openChannel();
});`,
  },
  B7: {
    before: `
channel.onmessage = handle;`,
    after: `
channel.onmessage = handle;
addEventListener('pageshow', (event) => {
  if (event.persisted) askForState();
});
document.addEventListener('resume', askForState);`,
  },
  B9: {
    before: `
addEventListener('pagehide', () => {
  channel.postMessage({ type: 'bye' });
});`,
    after: `
addEventListener('pagehide', () => {
  localStorage.setItem('left', id); // is kept
});`,
  },
  B10: {
    before: `
channel.postMessage({ user, onDone() {} });`,
    after: `
channel.postMessage({ user: { id: user.id, name: user.name } });`,
  },
  W1: {
    before: `
worker.port.addEventListener('message', handle);`,
    after: `
worker.port.addEventListener('message', handle);
worker.port.start();`,
  },
  S21: {
    before: `
document.addEventListener('storage', sync);`,
    after: `
window.addEventListener('storage', sync);`,
  },
  W2: {
    before: `
worker.onmessage = handle;`,
    after: `
worker.port.onmessage = handle;`,
  },
  W3: {
    before: `
new SharedWorker(\`/hub.js?v=\${version}\`);`,
    after: `
new SharedWorker('/hub.js', { name: 'hub' });`,
  },
  W11: {
    before: `
onconnect = ({ ports: [port] }) => {
  current = port;
};`,
    after: `
const all = new Set();
onconnect = ({ ports: [port] }) => {
  all.add(port);
};`,
  },
  V1: {
    before: `
navigator.serviceWorker.addEventListener('message', handle);`,
    after: `
navigator.serviceWorker.addEventListener('message', handle);
navigator.serviceWorker.startMessages();`,
  },
  V2: {
    before: `
self.addEventListener('activate', () => {});`,
    after: `
self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});`,
  },
  P1: {
    before: `
frame.contentWindow.postMessage(data, 'https://shop.example/');`,
    after: `
frame.contentWindow.postMessage(data, new URL(frame.src).origin);`,
  },
  P2: {
    before: `
document.body.append(frame);
frame.contentWindow.postMessage(data, origin);`,
    after: `
frame.addEventListener('load', () => {
  frame.contentWindow.postMessage(data, origin);
});
document.body.append(frame);`,
  },
  K2: {
    before: `
const socket = new WebSocket(url);
socket.send(hello);`,
    after: `
const socket = new WebSocket(url);
socket.addEventListener('open', () => socket.send(hello));`,
  },
  K1: {
    before: `
const socket = new WebSocket(url);
await ready();
socket.onmessage = handle;`,
    after: `
const socket = new WebSocket(url);
socket.onmessage = handle;
await ready();`,
  },
  K4: {
    before: `
socket.onclose = connect;`,
    after: `
socket.onclose = () => {
  wait = Math.min(wait * 2, 30_000);
  setTimeout(connect, wait * Math.random());
};`,
  },
  L1: {
    before: `
navigator.locks.request('sync', () => new Promise(() => {}));`,
    after: `
await navigator.locks.request('sync', async () => {
  await sync();
});`,
  },
  I1: {
    before: `
const database = await open('shop', 4);`,
    after: `
const database = await open('shop', 4);
database.onversionchange = () => database.close();`,
  },
  R1: {
    before: `
addEventListener('storage', ({ newValue }) => {
  localStorage.setItem('state', merge(newValue));
});`,
    after: `
addEventListener('storage', ({ newValue }) => {
  show(newValue); // do not write what you were told
});`,
  },
  R3: {
    before: `
const state = JSON.parse(localStorage.getItem('state'));
state.count += 1;
localStorage.setItem('state', JSON.stringify(state));`,
    after: `
await navigator.locks.request('state', () => {
  const state = JSON.parse(localStorage.getItem('state'));
  state.count += 1;
  localStorage.setItem('state', JSON.stringify(state));
});`,
  },
  R7: {
    before: `
localStorage.setItem('form', JSON.stringify(form));`,
    after: `
const stored = JSON.parse(localStorage.getItem('form') ?? '{}');
localStorage.setItem('form', JSON.stringify({ ...stored, ...changed }));`,
  },
  O1: {
    before: `
const tab = window.open(url, '_blank', 'noopener');`,
    after: `
const tab = window.open(url, '_blank');`,
  },
};
