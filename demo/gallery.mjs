import { escape, htmlPage } from './html.mjs';
import { families, pathOf } from './pages/gallery/examples.js';

/**
 * The gallery as a page lists it. `root`: where the demo's files are, from that page; a link needs nothing
 * else, on any host. `isStatic`: examples that need the demo's server are listed without links.
 * @param {string} [root]
 * @param {boolean} [isStatic]
 */
export function galleryList(root = '/', isStatic = false) {
  const list = families.map(
    ({ title, examples }) =>
      `<h3>${escape(title)}</h3>\n<ul class="topics">${examples.map((example) => item(example, root, isStatic)).join('\n')}</ul>`,
  );
  return `<h2 id="gallery">Why a message does not arrive</h2>
  <p>Each shows one finding: open its tabs in order and do what it says. The twin beside it does the same right, without the finding.</p>
  ${list.join('\n')}`;
}

function item(example, root, isStatic) {
  const { code, title, todo, see, right, tabs, rightTabs = tabs, needsServer = false } = example;
  const texts =
    isStatic && needsServer
      ? `<p><b>See</b> ${escape(see)}</p>
    <p>This one needs the demo’s own server: <code>npm start</code> in the sources.</p>`
      : `<p><b>Do</b> ${links(code, tabs, false, root)} ${escape(todo)}</p>
    <p><b>See</b> ${escape(see)}</p>
    <p><b>Done right</b> ${links(code, rightTabs, true, root)} ${escape(right)}</p>`;
  return `<li id="${escape(code)}">
    <h4>${escape(code)} ${escape(title)}</h4>
    ${texts}
  </li>`;
}

/** One for each tab to open, in order. */
function links(code, tabs, right, root) {
  const link = (query, index) =>
    `<a class="tab" href="${escape(pathOf(code, query, right, root))}" target="_blank">tab ${index + 1}</a>`;
  return tabs.map(link).join(' ');
}

/**
 * The page of an example; null for a path that is none.
 * @param {string} pathname
 * @returns {string | null}
 */
export function galleryPage(pathname) {
  const code = /^\/gallery\/(\w+)\/$/.exec(pathname)?.[1];
  // A page of the gallery is two folders down.
  const root = '../../';
  if (code === 'elsewhere')
    return htmlPage(
      'Elsewhere',
      `<h1>Elsewhere</h1>
  <p>The page that was here is in the back/forward cache: go back with the browser’s button to wake it.</p>
  ${log}
  <script type="module" src="../elsewhere.js"></script>`,
      root,
    );
  const example = families.flatMap(({ examples }) => examples).find((one) => one.code.toLowerCase() === code);
  if (!example) return null;
  const { title, todo, see, right, tabs, rightTabs = tabs, slowMs } = example;
  // A script that the parser waits for, behind a module that does not wait for the parser.
  const script = slowMs
    ? `<script async type="module" src="../page.js"></script>
  <script src="${root}slow.js?${slowMs}"></script>`
    : '<script type="module" src="../page.js"></script>';
  return htmlPage(
    `${example.code} ${title}`,
    `<nav><a href="${root}#${escape(example.code)}">All demos</a></nav>
  <h1>${escape(example.code)} ${escape(title)}</h1>
  <section class="as-found">
    <p>${links(code, tabs, false, root)} ${escape(todo)}</p>
    <p><b>See</b> ${escape(see)}</p>
  </section>
  <section class="done-right">
    <p><b>Done right</b> ${links(code, rightTabs, true, root)} ${escape(right)}</p>
  </section>
  <p id="buttons"></p>
  ${log}
  ${script}`,
    root,
  );
}

const log = '<h2>What happened here</h2>\n  <ol id="log"></ol>';
