import { galleryList } from './gallery.mjs';
import { escape, htmlPage } from './html.mjs';
import { groups } from './topics.mjs';

/** The start page's HTML. Its texts are this repository's own; they are escaped all the same. */
export function startPage() {
  return htmlPage(
    'Tabshark demo',
    `<h1>Tabshark demo</h1>
  <p>Open a page in two tabs, side by side, and watch in Tabshark what the two tell each other.</p>
  ${groups.map(group).join('\n')}
  ${galleryList()}`,
  );
}

function group({ title, topics }) {
  return `<h2>${escape(title)}</h2>\n<ul class="topics">${topics.map(topic).join('\n')}</ul>`;
}

function topic({ folder, title, todo, see, variants = [] }) {
  const list = variants.map((variant) => `<li>${link(folder, variant)} ${escape(variant.see)}</li>`).join('');
  return `<li id="${escape(folder)}">
    <h3>${link(folder, { query: '', title })}</h3>
    <p><b>Do</b> ${escape(todo)}</p>
    <p><b>See</b> ${escape(see)}</p>
    ${list && `<ul>${list}</ul>`}
  </li>`;
}

function link(folder, { query, title }) {
  return `<a href="/${escape(folder)}/${escape(query)}" target="_blank">${escape(title)}</a>`;
}
