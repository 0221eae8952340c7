const at = (id) => document.getElementById(id);
const channel = new BroadcastChannel('demo');
channel.onmessage = ({ data }) => {
  at('got').appendChild(document.createElement('li')).textContent = JSON.stringify(data);
};
const actions = {
  post: () => channel.postMessage({ text: at('text').value, sent: new Date() }),
  function: () => channel.postMessage({ text: at('text').value, done: () => undefined }),
  close: () => channel.close(),
};
for (const [id, act] of Object.entries(actions)) {
  at(id).addEventListener('click', () => {
    at('said').textContent = '';
    try {
      act();
    } catch (error) {
      at('said').textContent = `${error.name}: ${error.message}`;
    }
  });
}
