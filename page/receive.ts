import type { Receive } from '../src/record';
import { beginDispatch } from './dispatching';
import type { Endpoint } from './endpoints';
import { bare, isTrusted, listenFirst, messageData, read, timeOf } from './natives';
import { note } from './outbox';
import { notLookedInto, preview, sizeOf } from './preview';
import { followReceived } from './travelling-ports';

/**
 * Hears what a channel's object gets, with native listeners of our own that come first and stay: adding one neither starts a port nor changes
 * what the page's own listeners see.
 */
export function hearMessages(target: EventTarget, endpoint: Endpoint): void {
  listenFirst(target, 'message', (event) => {
    noteReceive('message', event, endpoint);
  });
  listenFirst(target, 'messageerror', (event) => {
    noteReceive('messageerror', event, endpoint);
  });
}

/** What only messages between windows tell. */
export interface FromWindow {
  readonly origin: string | undefined;
  readonly source: NonNullable<Receive['source']>;
}

/** `event` is what a `message` or `messageerror` listener of ours got. */
export function noteReceive(
  name: 'message' | 'messageerror',
  event: Event,
  endpoint: Endpoint,
  from?: FromWindow,
): void {
  const trusted = isTrusted(event);
  const at = timeOf(event);
  beginDispatch(event, endpoint, at);
  // The data of an event that the page made itself can be anything, a Proxy too; only what was cloned is safe to look at.
  const data = trusted ? read(messageData, event) : undefined;
  note(
    bare({
      type: 'receive',
      time: at,
      channel: endpoint.channel,
      object: endpoint.object,
      event: name,
      size: sizeOf(data),
      isTrusted: trusted,
      origin: from?.origin,
      source: from?.source,
      ports: trusted ? followReceived(event, endpoint) : undefined,
    }),
    trusted ? preview(data) : notLookedInto('synthetic'),
  );
}
