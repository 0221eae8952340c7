import { endpointOf, setEndpoint, type Endpoint } from '../endpoints';
import { hearPort } from '../heard-ports';
import { hookCalls, noteClosed } from '../followed-calls';
import { countListeners, hookHandler } from '../listeners';
import { prototypeOf } from '../natives';
import { patchMethod } from '../patch';
import { beginSendWithTransfer, endSend } from '../send';
import { endpointOfSentAway } from '../travelling-ports';
import { noteState } from '../state';

/** Hooks on MessagePort.prototype; a port that nobody tracks costs one look-up. */
export function hookMessagePort(): void {
  const port = prototypeOf('MessagePort');
  patchMethod(port, 'postMessage', {
    begin(self, args) {
      const endpoint = endpointOf(self as object) ?? endpointOfSentAway(self as object);
      return endpoint && beginSendWithTransfer(endpoint, args);
    },
    end: endSend,
  });
  hookCalls(port, 'start', noteStarted);
  hookCalls(port, 'close', noteClosed);
  // Setting onmessage starts the port too (HTML, the onmessage setter of MessagePort).
  hookHandler(
    port,
    'message',
    (self) => {
      const endpoint = endpointOf(self);
      if (endpoint) noteStarted(endpoint);
    },
    hearPort,
  );
}

/** From here on what goes through a port is recorded as the endpoint's. */
export function trackPort(port: MessagePort, endpoint: Endpoint): void {
  if (endpointOf(port)) return;
  setEndpoint(port, endpoint);
  hearPort(port);
  countListeners(port, 'message', endpoint);
}

function noteStarted(endpoint: Endpoint): void {
  noteState(endpoint, 'started');
}
