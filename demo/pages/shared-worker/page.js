// ?listen=onmessage (the default), addEventListener (and start()) or never-started (a listener without
// start(): nothing arrives).
const at = (id) => document.getElementById(id);
const listen = new URLSearchParams(location.search).get('listen') ?? 'onmessage';
const { port } = new SharedWorker('worker.js', { name: 'demo' });

function show(event) {
  at('got').textContent = JSON.stringify(event.data);
}
if (listen === 'onmessage') port.onmessage = show;
else port.addEventListener('message', show);
if (listen !== 'onmessage' && listen !== 'never-started') port.start();

at('listen')
  .querySelector(`[href$="=${CSS.escape(listen)}"]`)
  ?.setAttribute('aria-current', 'true');
at('set').addEventListener('click', () => port.postMessage({ op: 'set', value: at('value').value }));
at('get').addEventListener('click', () => port.postMessage({ op: 'get' }));
