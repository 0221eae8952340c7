import { act, log } from '/actions.js';

// The demo's server hands each message on to all other sockets of the room.
let socket;

function connect() {
  socket = new WebSocket(`ws://${location.host}/ws?room=demo`);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => log('connected');
  socket.onmessage = ({ data }) => log(typeof data === 'string' ? data : `${data.byteLength} bytes`);
  socket.onclose = ({ code, reason }) => log(`closed: ${code} ${reason}`);
}
connect();

act({
  connect,
  text: () => socket.send('hello'),
  binary: () => socket.send(new Uint8Array(300)),
  close: () => socket.close(4001, 'done'),
});
