// Answers with an empty WebAssembly module, compiled or as its bytes.
onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => {
    const bytes = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    port.postMessage(data === 'module' ? new WebAssembly.Module(bytes) : bytes);
  };
};
