import { endpointOf } from './endpoints';
import { brand, isObject, listenFirst, read, Weak } from './natives';
import { noteReceive } from './receive';

const heard = new Weak<object, true>();

/**
 * Ours is the port's first listener, also where nobody tracks it yet: one that stays in the page while its
 * other end is sent away has its handler by then, and in Chromium a port's listeners run in the order in
 * which they were added, `capture` or not.
 */
export function hearPort(port: unknown): void {
  if (!isObject(port) || heard.get(port) || read(brand.portHandler, port) === undefined) return;
  heard.set(port, true);
  hear(port as MessagePort, 'message');
  hear(port as MessagePort, 'messageerror');
}

function hear(port: MessagePort, name: 'message' | 'messageerror'): void {
  listenFirst(port, name, (event) => {
    const endpoint = endpointOf(port);
    if (endpoint) noteReceive(name, event, endpoint);
  });
}
