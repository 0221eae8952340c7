import { act, log } from '/actions.js';

const frame = document.getElementById('child');
let opened;
addEventListener('message', ({ data, origin }) => log(`${origin}: ${JSON.stringify(data)}`));

act({
  open: () => {
    opened = open('child.html', '_blank', 'popup,width=400,height=300');
  },
  window: () => opened.postMessage('to the window', location.origin),
  frame: () => frame.contentWindow.postMessage('to the frame', location.origin),
  // The browser drops it: the frame has another origin. Only the console says so.
  mismatch: () => frame.contentWindow.postMessage('to nobody', 'https://elsewhere.example'),
});
