import { endpointOf, setEndpoint, type Endpoint } from './endpoints';
import { apply, bare, prototypeOf, time } from './natives';
import { countListeners, hookHandler } from './listeners';
import { note } from './outbox';
import { type AnyFunction } from './natives';
import { patchMethod } from './patch';
import { hearMessages } from './receive';
import { sendThrough } from './send';

/** Hooks on MessagePort.prototype; a port that nobody tracks costs one look-up. */
export function hookMessagePort(): void {
  const port = prototypeOf('MessagePort');
  patchMethod(port, 'postMessage', (native, self, args) => {
    const endpoint = endpointOf(self as object);
    return endpoint ? sendThrough(endpoint, native, self, args, args[1]) : apply(native, self, args);
  });
  patchMethod(port, 'start', (native, self, args) => after(native, self, args, noteStarted));
  patchMethod(port, 'close', (native, self, args) => after(native, self, args, noteClosed));
  // Setting onmessage starts the port too (HTML, the onmessage setter of MessagePort).
  hookHandler(port, 'message', (self) => {
    const endpoint = endpointOf(self);
    if (endpoint) noteStarted(endpoint);
  });
}

/** From here on what goes through a port is recorded as the endpoint's. */
export function trackPort(port: MessagePort, endpoint: Endpoint): void {
  if (endpointOf(port)) return;
  setEndpoint(port, endpoint);
  hearMessages(port, endpoint);
  countListeners(port, 'message', endpoint);
}

function after(
  native: AnyFunction,
  self: unknown,
  args: readonly unknown[],
  tell: (endpoint: Endpoint) => void,
): unknown {
  const result = apply(native, self, args);
  const endpoint = endpointOf(self as object);
  if (endpoint) tell(endpoint);
  return result;
}

function noteStarted(endpoint: Endpoint): void {
  const { channel, object } = endpoint;
  note(
    bare({
      type: 'state',
      time: time(),
      channel,
      object,
      state: 'started',
    }),
  );
}

function noteClosed(endpoint: Endpoint): void {
  const { channel, object } = endpoint;
  note(
    bare({
      type: 'close',
      time: time(),
      channel,
      object,
    }),
  );
}
