/**
 * Healthy programs, written as libraries are: what a page of each does, and what its user does by `act()`,
 * which ends when it is done.
 */
export interface Program {
  readonly name: string;
  readonly about: string;
  /** Runs in each of two tabs. */
  readonly page: string;
  readonly worker?: string;
}

export const programs: readonly Program[] = [
  {
    name: 'leader-election',
    about: 'Tabs elect a leader over a channel; it sends a heartbeat.',
    page: `
      const me = Math.random();
      const channel = new BroadcastChannel('election');
      let leader = null;
      channel.onmessage = ({ data }) => {
        if (data.type === 'apply' && leader === me) channel.postMessage({ type: 'tell', leader });
        if (data.type === 'tell' || data.type === 'beat') leader = data.leader;
      };
      channel.postMessage({ type: 'apply', me });
      setTimeout(() => { leader ??= me; }, 200);
      async function act() {
        for (let turn = 0; turn < 5; turn += 1) {
          if (leader === me) channel.postMessage({ type: 'beat', leader });
          await pause(50);
        }
      }`,
  },
  {
    name: 'token-refresh',
    about: 'A token is refreshed by one tab at a time, under a lock key that its holder removes.',
    page: `
      addEventListener('storage', ({ key, newValue }) => { if (key === 'token') token = newValue; });
      let token = localStorage.getItem('token');
      async function act() {
        for (let turn = 0; turn < 3; turn += 1) {
          while (localStorage.getItem('token.lock')) await pause(20);
          localStorage.setItem('token.lock', String(Date.now()));
          await pause(30);
          localStorage.setItem('token', 'token ' + Math.random());
          localStorage.removeItem('token.lock');
          await pause(60);
        }
      }`,
  },
  {
    name: 'tab-counter',
    about: 'Each tab keeps a key of its own with the time; all count them.',
    page: `
      const own = 'tab:' + Math.random().toString(36).slice(2);
      let count = 0;
      const recount = () => { count = Object.keys(localStorage).filter((key) => key.startsWith('tab:')).length; };
      addEventListener('storage', recount);
      addEventListener('pagehide', () => localStorage.removeItem(own));
      async function act() {
        for (let turn = 0; turn < 3; turn += 1) {
          localStorage.setItem(own, String(performance.now()));
          recount();
          await pause(80);
        }
      }`,
  },
  {
    name: 'state-sync',
    about: 'Actions of a store are sent to the other tabs; a new tab asks for the state.',
    page: `
      const channel = new BroadcastChannel('store');
      let state = { todos: [] };
      channel.onmessage = ({ data }) => {
        if (data.type === '@@init') { if (state.todos.length > 0) channel.postMessage({ type: '@@state', state }); }
        else if (data.type === '@@state') state = data.state;
        else reduce(data);
      };
      const reduce = ({ text }) => { state = { todos: [...state.todos, text] }; };
      channel.postMessage({ type: '@@init' });
      async function act() {
        for (let turn = 0; turn < 4; turn += 1) {
          const action = { type: 'add', text: 'todo ' + Math.random() };
          reduce(action);
          channel.postMessage(action);
          await pause(60);
        }
      }`,
  },
  {
    name: 'persisted-store',
    about: 'A store is saved as JSON, and read again when another tab has saved it.',
    page: `
      let state = { count: 0 };
      addEventListener('storage', ({ key, newValue }) => {
        if (key === 'store' && newValue) state = JSON.parse(newValue);
      });
      async function act() {
        for (let turn = 0; turn < 4; turn += 1) {
          state = { count: state.count + 1, by: Math.random() };
          localStorage.setItem('store', JSON.stringify(state));
          await pause(80);
        }
        localStorage.removeItem('draft');
      }`,
  },
  {
    name: 'logout-broadcast',
    about: 'A log-out is told by a key that is set and removed at once.',
    page: `
      let out = 0;
      addEventListener('storage', ({ key, newValue }) => {
        if (key !== 'logout' || !newValue) return;
        out += 1;
        sessionStorage.setItem('out', String(out));
      });
      async function act() {
        for (let turn = 0; turn < 3; turn += 1) {
          localStorage.setItem('logout', String(Math.random()));
          localStorage.removeItem('logout');
          await pause(80);
        }
      }`,
  },
  {
    name: 'channel-over-storage',
    about: 'A channel is made of localStorage: a message is set, and removed half a second later.',
    page: `
      const got = [];
      addEventListener('storage', ({ key, newValue }) => {
        if (key.startsWith('channel:') && newValue) got.push(JSON.parse(newValue).data);
      });
      async function act() {
        for (let turn = 0; turn < 4; turn += 1) {
          localStorage.setItem('channel:news', JSON.stringify({ data: turn, id: Math.random() }));
          setTimeout(() => localStorage.removeItem('channel:news'), 50);
          await pause(100);
        }
      }`,
  },
  {
    name: 'worker-requests',
    about: 'A shared worker keeps a state: it is set without an answer, and asked for.',
    worker: `
      let value = 0;
      onconnect = ({ ports: [port] }) => {
        port.onmessage = ({ data }) => {
          if (data.type === 'set') value = data.value;
          else port.postMessage({ id: data.id, value });
        };
      };`,
    page: `
      const { port } = new SharedWorker('worker.js');
      let answers = 0;
      port.onmessage = () => { answers += 1; };
      async function act() {
        const first = location.search === '?1';
        for (let turn = 0; turn < 4; turn += 1) {
          port.postMessage({ type: 'set', value: Math.random() });
          if (first) port.postMessage({ type: 'get', id: turn });
          await pause(60);
        }
      }`,
  },
  {
    name: 'worker-relay',
    about: 'A shared worker passes what a tab says on to the others.',
    worker: `
      const ports = new Set();
      onconnect = ({ ports: [port] }) => {
        ports.add(port);
        port.onmessage = ({ data }) => {
          for (const other of ports) if (other !== port) other.postMessage(data);
        };
      };`,
    page: `
      const { port } = new SharedWorker('worker.js');
      const said = [];
      port.onmessage = ({ data }) => said.push(data);
      async function act() {
        for (let turn = 0; turn < 5; turn += 1) {
          port.postMessage('hello ' + Math.random());
          await pause(60);
        }
      }`,
  },
  {
    name: 'slow-answer',
    about: 'A shared worker takes long for what one tab asks first.',
    worker: `
      onconnect = ({ ports: [port] }) => {
        port.onmessage = ({ data: { id, ms } }) => setTimeout(() => port.postMessage({ id }), ms);
      };`,
    page: `
      const { port } = new SharedWorker('worker.js');
      const waiting = new Map();
      port.onmessage = ({ data: { id } }) => waiting.get(id)();
      let asked = 0;
      async function act() {
        for (let turn = 0; turn < 3; turn += 1)
          await new Promise((resolve) => {
            const id = ++asked;
            waiting.set(id, resolve);
            port.postMessage({ id, ms: location.search === '?2' && id === 1 ? 2600 : 10 });
          });
      }`,
  },
  {
    name: 'acknowledged-parts',
    about: 'A file goes to the other tab in parts, over one key; each is acknowledged in another one.',
    page: `
      let sending = null;
      addEventListener('storage', ({ key, newValue }) => {
        if (key === 'part' && newValue) localStorage.setItem('got', JSON.parse(newValue).id);
        if (key === 'got' && newValue === sending?.id) sending.next();
      });
      function act() {
        return new Promise((resolve) => {
          let turn = 0;
          const send = () => {
            turn += 1;
            if (turn > 20) { localStorage.removeItem('part'); sending = null; resolve(); return; }
            const id = Math.random().toString(36).slice(2);
            sending = { id, next: send };
            localStorage.setItem('part', JSON.stringify({ id, text: 'part ' + turn }));
          };
          send();
        });
      }`,
  },
  {
    name: 'hook-with-event',
    about: 'A hook writes a key and dispatches a plain event for the other parts of its own page.',
    page: `
      let theme = null;
      addEventListener('storage', () => { theme = localStorage.getItem('theme'); });
      async function act() {
        for (let turn = 0; turn < 3; turn += 1) {
          localStorage.setItem('theme', 'theme ' + Math.random());
          dispatchEvent(new Event('storage'));
          await pause(80);
        }
      }`,
  },
  {
    name: 'web-lock-queue',
    about: 'Work is done in one tab at a time, under a Web Lock that is soon released.',
    page: `
      async function act() {
        for (let turn = 0; turn < 3; turn += 1)
          await navigator.locks.request('save', async () => {
            localStorage.setItem('saved', String(Math.random()));
            await pause(30);
          });
      }
      addEventListener('storage', () => undefined);`,
  },
];
