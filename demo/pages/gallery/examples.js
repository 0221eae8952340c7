import { broadcast, together } from './broadcast.js';
import { others, patterns } from './others.js';
import { outcomes, sharedState } from './shared-state.js';
import { sharedWorker } from './shared-worker.js';
import { storageReceivers, storageWriters } from './storage.js';

/** The gallery: a page for each finding that a browser can produce, in the order of the catalogue. */
export const families = [
  { title: 'Storage events: who writes', examples: storageWriters },
  { title: 'Storage events: who listens', examples: [...storageReceivers, ...together] },
  { title: 'BroadcastChannel', examples: broadcast },
  { title: 'SharedWorker', examples: sharedWorker },
  { title: 'Service workers, sockets, locks, databases', examples: others },
  { title: 'Patterns', examples: [...patterns, ...sharedState] },
  { title: 'What came of a message', examples: outcomes },
];

/** Where a tab of an example is, below the folder `root`: `right` is the twin that does it right. */
export function pathOf(code, query, right, root = '/') {
  const search = right ? (query === '' ? '?right' : `${query}&right`) : query;
  return `${root}gallery/${code.toLowerCase()}/${search}`;
}
