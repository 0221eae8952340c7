// Two of these tabs talk through localStorage alone.
const at = (id) => document.getElementById(id);
const key = () => at('key').value;
const value = () => at('value').value;

addEventListener('storage', (event) => {
  const row = at('events').insertRow();
  for (const text of [event.key, event.oldValue, event.newValue, event.url]) {
    row.insertCell().textContent = text === null ? 'null' : text.slice(0, 200);
  }
});

const actions = {
  set: () => localStorage.setItem(key(), value()),
  same: () => localStorage.setItem(key(), localStorage.getItem(key()) ?? ''),
  remove: () => localStorage.removeItem(key()),
  clear: () => localStorage.clear(),
  direct: () => {
    localStorage[key()] = value();
  },
  synthetic: () => {
    dispatchEvent(new StorageEvent('storage', { key: key(), newValue: value(), url: location.href }));
  },
  session: () => sessionStorage.setItem(key(), value()),
  quota: () => localStorage.setItem('large', 'x'.repeat(6 * 1024 * 1024)),
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
