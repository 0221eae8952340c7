// Joins each new tab with every other by a MessageChannel of their own.
const ports = [];
onconnect = ({ ports: [port] }) => {
  for (const other of ports) {
    const { port1, port2 } = new MessageChannel();
    other.postMessage('a pipe', [port1]);
    port.postMessage('a pipe', [port2]);
  }
  ports.push(port);
};
