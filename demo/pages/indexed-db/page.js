import { act, log } from '/actions.js';

let connection;

async function nextVersion() {
  const known = (await indexedDB.databases()).find(({ name }) => name === 'demo');
  return (known?.version ?? 0) + 1;
}

function open(version, listens) {
  const request = indexedDB.open('demo', version);
  request.onblocked = () => log('blocked: another tab holds the old version');
  request.onsuccess = () => {
    connection = request.result;
    log(`open, version ${connection.version}`);
    if (!listens) return;
    connection.onversionchange = () => {
      connection.close();
      log('closed for another tab');
    };
  };
}

act({
  open: () => open(undefined, true),
  deaf: () => open(undefined, false),
  upgrade: async () => open(await nextVersion(), true),
  close: () => connection?.close(),
});
