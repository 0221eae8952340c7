import { act, log } from '/actions.js';

// A SharedWorker gives each two tabs the ends of one MessageChannel; from then on they talk without it.
const pipes = [];
const { port } = new SharedWorker('hub.js');
port.onmessage = ({ ports: [pipe] }) => {
  pipe.onmessage = ({ data }) => log(data);
  pipes.push(pipe);
  log(`a pipe to another tab (${pipes.length})`);
};

act({ send: () => pipes.forEach((pipe) => pipe.postMessage('through the pipe')) });
