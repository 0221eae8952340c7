// ?listen=listener: addEventListener and start(); ?listen=never-started: without start(), so nothing arrives; else onmessage.
const at = (id) => document.getElementById(id);
const listen = new URLSearchParams(location.search).get('listen');
const { port } = new SharedWorker('worker.js', { name: 'demo' });

function show(event) {
  at('got').textContent = JSON.stringify(event.data);
}
if (listen === 'listener' || listen === 'never-started') port.addEventListener('message', show);
else port.onmessage = show;
if (listen === 'listener') port.start();

at('set').addEventListener('click', () => port.postMessage({ op: 'set', value: at('value').value }));
at('get').addEventListener('click', () => port.postMessage({ op: 'get' }));
