import { endpointOf, type Endpoint } from './endpoints';
import { apply, bare, time } from './natives';
import { note } from './outbox';
import { patchMethod } from './patch';

/** Tells of the page's calls of a method on objects that are followed, after the native call; one that throws is not told of. */
export function hookCalls(
  prototype: object | undefined,
  name: string,
  tell: (endpoint: Endpoint) => void,
): void {
  patchMethod(prototype, name, (native, self, args) => {
    const result = apply(native, self, args);
    const endpoint = endpointOf(self as object);
    if (endpoint) tell(endpoint);
    return result;
  });
}

export function noteClosed({ channel, object }: Endpoint): void {
  note(bare({ type: 'close', time: time(), channel, object }));
}
