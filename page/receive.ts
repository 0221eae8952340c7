import type { Receive } from '../src/record/record';
import { keepUrl } from '../src/record/text';
import { beginDispatch } from './dispatching';
import type { Endpoint } from './endpoints';
import { bare, cut, isTrusted, listenFirst, messageData, read, timeOf } from './natives';
import { note } from './outbox';
import { pictureOfReceived } from './picture';
import { notLookedInto } from './preview';
import { followReceived } from './travelling-ports';

/**
 * Hears what a channel's object gets, with native listeners of our own that come first and stay: adding one
 * neither starts a port nor changes what the page's own listeners see.
 */
export function hearMessages(target: EventTarget, endpoint: Endpoint): void {
  listenFirst(target, 'message', (event) => {
    noteReceive('message', event, endpoint);
  });
  listenFirst(target, 'messageerror', (event) => {
    noteReceive('messageerror', event, endpoint);
  });
}

/** What only messages between windows tell, and only events of a stream that have a name. */
export interface More {
  readonly origin: string | undefined;
  readonly source: Receive['source'] | undefined;
  readonly name: string | undefined;
}

/** `event` is what a `message` or `messageerror` listener of ours got. */
export function noteReceive(
  name: 'message' | 'messageerror',
  event: Event,
  endpoint: Endpoint,
  more?: More,
): void {
  const trusted = isTrusted(event);
  const at = timeOf(event);
  beginDispatch(event, endpoint, at);
  // The data of an event that the page made itself can be anything, a Proxy too; only what was cloned is safe
  // to look at.
  const picture = trusted ? pictureOfReceived(read(messageData, event), at) : undefined;
  note(
    bare({
      type: 'receive',
      time: at,
      channel: endpoint.channel,
      object: endpoint.object,
      event: name,
      size: picture?.size,
      brief: picture?.brief,
      isTrusted: trusted,
      origin: more?.origin,
      source: more?.source,
      name: more?.name === undefined ? undefined : cut(more.name, 0, keepUrl),
      ports: trusted ? followReceived(event, endpoint) : undefined,
    }),
    picture?.text ?? notLookedInto('synthetic'),
  );
}
