import { endpointOf, setEndpoint, type Endpoint } from '../endpoints';
import { getter, listenFirst, prototypeOf, read, realm, unlistenFirst, type Listener } from '../natives';
import { hookCalls, noteClosed } from '../followed-calls';
import { countListeners, hookHandler } from '../listeners';
import { channel } from '../observations';
import { beginOpen, endOpen } from '../open';
import { patchConstructor, patchMethod } from '../patch';
import { noteReceive } from '../receive';
import { beginSend, endSend } from '../send';

const nameOf = getter(prototypeOf('BroadcastChannel'), 'name');

/** Hooks BroadcastChannel. */
export function hookBroadcastChannel(): void {
  const prototype = prototypeOf('BroadcastChannel');
  patchConstructor(realm, 'BroadcastChannel', {
    begin: (_newTarget, args) =>
      beginOpen(args, {
        channelOf: (made) => channel('broadcast-channel', made ? (read(nameOf, made) as string) : ''),
        url: undefined,
        options: undefined,
        track,
      }),
    end: endOpen,
  });
  patchMethod(prototype, 'postMessage', {
    begin(self, args) {
      const endpoint = endpointOf(self as object);
      return endpoint && args.length > 0 ? beginSend(endpoint, args) : undefined;
    },
    end: endSend,
  });
  hookCalls(prototype, 'close', noteClosed);
  hookHandler(prototype, 'message');
}

/**
 * A channel with a `message` listener is kept alive by the browser (HTML, "Broadcasting to other browsing
 * contexts"), so ours is there only while the page has one; without one, a message goes unheard natively too.
 */
function track(made: object, endpoint: Endpoint): void {
  setEndpoint(made, endpoint);
  const heard: Listener = (event) => {
    noteReceive('message', event, endpoint);
  };
  countListeners(made, 'message', endpoint, (count) => {
    if (count > 0) listenFirst(made as EventTarget, 'message', heard);
    else unlistenFirst(made as EventTarget, 'message', heard);
  });
  listenFirst(made as EventTarget, 'messageerror', (event) => {
    noteReceive('messageerror', event, endpoint);
  });
}
