addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('message', ({ source, data }) => source.postMessage(data));

// During a navigation `clientId` names the document that the user leaves, or none.
addEventListener('fetch', (event) => {
  if (event.request.mode !== 'navigate' || new URL(event.request.url).searchParams.has('right')) return;
  const told = clients
    .get(event.clientId)
    .then((client) => client?.postMessage(`fetched ${event.request.url}`));
  // The next document takes some time to come: until then the one that leaves is there to hear of it.
  event.respondWith(
    told.then(() => new Promise((resolve) => setTimeout(resolve, 300))).then(() => fetch(event.request)),
  );
});
