import { WebSocketServer } from 'ws';

/** What a message may hold; a socket that sends more is closed with 1009. */
const maxPayload = 16 * 1024 * 1024;

/**
 * A relay between tabs at /ws: a message to one socket of a room (`/ws?room=NAME`) goes on to all others of
 * that room. Takes pages of this server only, so that no other site can listen in. Two rooms are for showing
 * what goes wrong: with `&one` a newer socket ends the older one, and with `&fails` each socket is cut.
 * @param {import('node:http').Server[]} servers
 * @returns {() => void} closes every socket
 */
export function relayAt(...servers) {
  const sockets = new WebSocketServer({ noServer: true, maxPayload });
  const rooms = new Map();

  function join(socket, name) {
    const room = rooms.get(name) ?? new Set();
    rooms.set(name, room.add(socket));
    socket.on('message', (data, isBinary) => {
      for (const other of room) if (other !== socket) other.send(data, { binary: isBinary });
    });
    // `close` follows, with the reason.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      room.delete(socket);
      if (room.size === 0) rooms.delete(name);
    });
  }

  function enter(socket, room, { one, fails }) {
    if (fails) {
      socket.terminate();
      return;
    }
    if (one) for (const other of rooms.get(room) ?? []) other.close(4001, 'replaced');
    join(socket, room);
  }

  function upgrade(request, stream, head) {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname !== '/ws' || request.headers.origin !== `http://${request.headers.host}`) {
      stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) =>
      enter(socket, searchParams.get('room') ?? '', {
        one: searchParams.has('one'),
        fails: searchParams.has('fails'),
      }),
    );
  }

  for (const server of servers) server.on('upgrade', upgrade);
  return () => {
    for (const server of servers) server.off('upgrade', upgrade);
    for (const socket of sockets.clients) socket.terminate();
  };
}
