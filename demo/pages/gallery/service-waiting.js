// Neither skipWaiting() nor clients.claim(): it waits for the pages of the one before.
addEventListener('message', ({ source, data }) => source.postMessage(data));
