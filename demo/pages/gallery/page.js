import { log } from '../actions.js';
import { families } from './examples.js';

/** Runs the example that the address names. */
const code = location.pathname.split('/').at(-2);
const example = families.flatMap(({ examples }) => examples).find((one) => one.code.toLowerCase() === code);
const query = new URLSearchParams(location.search);

async function attempt(action) {
  try {
    await action();
  } catch (error) {
    log(`${error.name}: ${error.message}`);
  }
}

const page = {
  right: query.has('right'),
  has: (word) => query.has(word),
  log,
  button(id, text, action) {
    const button = Object.assign(document.createElement('button'), { id, textContent: text });
    document.getElementById('buttons').append(button);
    button.addEventListener('click', () => attempt(action));
  },
};

// Which of the links leads to this very page, and whether it is the twin.
document.body.classList.add(page.right ? 'right' : 'found');
for (const link of document.querySelectorAll('a.tab'))
  if (link.href === location.href) link.setAttribute('aria-current', 'page');

if (example) await attempt(() => example.run(page));
document.documentElement.dataset.ready = '';
