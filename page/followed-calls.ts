import { endpointOf, type Endpoint } from './endpoints';
import { bare, time } from './natives';
import { note } from './outbox';
import { patchMethod } from './patch';

/**
 * Tells of the page's calls of a method on objects that are followed, after the native call; one that throws
 * is not told of.
 */
export function hookCalls(
  prototype: object | undefined,
  name: string,
  tell: (endpoint: Endpoint) => void,
): void {
  patchMethod(prototype, name, {
    begin(self, args) {
      const endpoint = endpointOf(self as object);
      return endpoint && { args, endpoint };
    },
    end({ endpoint }, _result, threw) {
      if (!threw) tell(endpoint);
    },
  });
}

export function noteClosed({ channel, object }: Endpoint): void {
  note(bare({ type: 'close', time: time(), channel, object }));
}
