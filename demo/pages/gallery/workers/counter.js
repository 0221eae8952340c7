// Counts who asks, and answers whoever asked.
let count = 0;
onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => {
    if (data.op === 'end') {
      close();
      return;
    }
    count += 1;
    port.postMessage({ count, id: data.id });
  };
};
