import { endpointOf, setEndpoint, type Endpoint } from './endpoints';
import {
  apply,
  getter,
  listenFirst,
  prototypeOf,
  read,
  realm,
  unlistenFirst,
  type Listener,
} from './natives';
import { hookCalls, noteClosed } from './followed-calls';
import { countListeners, hookHandler } from './listeners';
import { channel } from './observations';
import { openThrough } from './open';
import { patchConstructor, patchMethod } from './patch';
import { noteReceive } from './receive';
import { sendThrough } from './send';

const nameOf = getter(prototypeOf('BroadcastChannel'), 'name');

/** Hooks BroadcastChannel. */
export function hookBroadcastChannel(): void {
  const prototype = prototypeOf('BroadcastChannel');
  patchConstructor(realm, 'BroadcastChannel', (native, args, newTarget) =>
    openThrough(native, args, newTarget, {
      channelOf: (made) => channel('broadcast-channel', made ? (read(nameOf, made) as string) : ''),
      track,
    }),
  );
  patchMethod(prototype, 'postMessage', (native, self, args) => {
    const endpoint = endpointOf(self as object);
    return endpoint && args.length > 0
      ? sendThrough(endpoint, native, self, args)
      : apply(native, self, args);
  });
  hookCalls(prototype, 'close', noteClosed);
  hookHandler(prototype, 'message');
}

/**
 * A channel with a `message` listener is kept alive by the browser (HTML, "Broadcasting to other browsing contexts"), so ours is
 * there only while the page has one; without one, a message goes unheard natively too.
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
