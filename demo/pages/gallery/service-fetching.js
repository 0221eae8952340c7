addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('message', ({ source, data }) => source.postMessage(data));

// During a navigation `clientId` names the document that the user leaves, or none.
addEventListener('fetch', (event) => {
  if (event.request.mode !== 'navigate' || new URL(event.request.url).searchParams.has('right')) return;
  event.waitUntil(
    clients.get(event.clientId).then((client) => client?.postMessage(`fetched ${event.request.url}`)),
  );
});
