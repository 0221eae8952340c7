import { families } from './examples.js';

/** Runs the example that the address names. */
const code = location.pathname.split('/')[2];
const example = families.flatMap(({ examples }) => examples).find((one) => one.code.toLowerCase() === code);
const query = new URLSearchParams(location.search);

function log(text) {
  const lines = document.getElementById('log');
  lines.append(Object.assign(document.createElement('li'), { textContent: text }));
}

example?.run({
  right: query.has('right'),
  has: (word) => query.has(word),
  log,
  button(id, text, action) {
    const button = Object.assign(document.createElement('button'), { id, textContent: text });
    document.getElementById('buttons').append(button);
    button.addEventListener('click', async () => {
      try {
        await action();
      } catch (error) {
        log(`${error.name}: ${error.message}`);
      }
    });
  },
});
document.documentElement.dataset.ready = '';
