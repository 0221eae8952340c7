import { escape, htmlPage } from './html.mjs';
import { families, pathOf } from './pages/gallery/examples.js';

/** The gallery as the start page lists it. */
export function galleryList() {
  const list = families.map(
    ({ title, examples }) =>
      `<h3>${escape(title)}</h3>\n<ul class="topics">${examples.map(item).join('\n')}</ul>`,
  );
  return `<h2 id="gallery">Why a message does not arrive</h2>
  <p>Each shows one finding: open its tabs in order and do what it says. The twin beside it does the same right, without the finding.</p>
  ${list.join('\n')}`;
}

function item({ code, title, todo, see, right, tabs, rightTabs = tabs }) {
  return `<li id="${escape(code)}">
    <h4>${escape(code)} ${escape(title)}</h4>
    <p><b>Do</b> ${links(code, tabs, false)} ${escape(todo)}</p>
    <p><b>See</b> ${escape(see)}</p>
    <p><b>Done right</b> ${links(code, rightTabs, true)} ${escape(right)}</p>
  </li>`;
}

/** One for each tab to open, in order. */
function links(code, tabs, right) {
  const link = (query, index) =>
    `<a class="tab" href="${escape(pathOf(code, query, right))}" target="_blank">tab ${index + 1}</a>`;
  return tabs.map(link).join(' ');
}

/** The page of an example; null for a path that is none. */
export function galleryPage(pathname) {
  const code = /^\/gallery\/(\w+)\/$/.exec(pathname)?.[1];
  if (code === 'elsewhere')
    return htmlPage(
      'Elsewhere',
      `<h1>Elsewhere</h1>
  <p>The page that was here is in the back/forward cache: go back with the browser’s button to wake it.</p>
  ${log}
  <script type="module" src="/gallery/elsewhere.js"></script>`,
    );
  const example = families.flatMap(({ examples }) => examples).find((one) => one.code.toLowerCase() === code);
  if (!example) return null;
  const { title, todo, see, right, tabs, rightTabs = tabs } = example;
  return htmlPage(
    `${example.code} ${title}`,
    `<nav><a href="/#${escape(example.code)}">All demos</a></nav>
  <h1>${escape(example.code)} ${escape(title)}</h1>
  <section class="as-found">
    <p>${links(code, tabs, false)} ${escape(todo)}</p>
    <p><b>See</b> ${escape(see)}</p>
  </section>
  <section class="done-right">
    <p><b>Done right</b> ${links(code, rightTabs, true)} ${escape(right)}</p>
  </section>
  <p id="buttons"></p>
  ${log}
  <script type="module" src="/gallery/page.js"></script>`,
  );
}

const log = '<h2>What happened here</h2>\n  <ol id="log"></ol>';
