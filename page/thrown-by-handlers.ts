import { handledNow } from './dispatching';
import { bare, errorMessage, isTrusted, listenFirst, read, realm, time } from './natives';
import { textOf } from './observations';
import { note } from './outbox';

/**
 * Tells of exceptions that handlers of watched events throw: they are reported while the event is still being
 * dispatched.
 */
export function hearThrown(): void {
  listenFirst(realm, 'error', onError);
}

function onError(event: Event): void {
  const message = read(errorMessage, event);
  const dispatched = handledNow();
  // Events of images and scripts that failed to load come by here too.
  if (!dispatched || typeof message !== 'string' || !isTrusted(event)) return;
  const { endpoint, time: cause } = dispatched;
  const { channel, object } = endpoint;
  note(bare({ type: 'error', time: time(), channel, object, message: textOf(message), cause }));
}
