// One instance for all tabs: what one page sets, another can get.
let stored = null;
onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => {
    if (data.op === 'set') stored = data.value;
    else port.postMessage({ value: stored });
  };
};
