/** Milliseconds between two events. */
const pause = 1_000;

/**
 * An event stream that never ends by itself: first `hello`, then one event of the name `tick` after another.
 * @param {import('node:http').ServerResponse} response
 */
export function streamEvents(response) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('data: hello\n\n');
  let count = 0;
  const timer = setInterval(() => {
    count += 1;
    response.write(`event: tick\nid: ${count}\ndata: ${count}\n\n`);
  }, pause);
  response.on('close', () => clearInterval(timer));
}
