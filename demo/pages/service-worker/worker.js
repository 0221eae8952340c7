oninstall = () => skipWaiting();
onactivate = (event) => event.waitUntil(clients.claim());
onmessage = ({ data, source }) => source.postMessage({ echo: data });
