import { act, log } from '/actions.js';

const releases = [];

function hold(lock) {
  if (!lock) {
    log('not available');
    return undefined;
  }
  log('granted');
  return new Promise((release) => releases.push(release));
}

function request(options) {
  navigator.locks.request('leader', options, hold).catch((error) => log(`${error.name}: ${error.message}`));
}

act({
  request: () => request({}),
  try: () => request({ ifAvailable: true }),
  steal: () => request({ steal: true }),
  release: () => releases.shift()?.(),
});
