import type { Receive } from '../src/record/record';
import { keepUrl } from '../src/record/text';
import { beginDispatch } from './dispatching';
import type { Endpoint } from './endpoints';
import { cut, isTrusted, listenFirst, messageData, read, timeOf } from './natives';
import { beginning, member } from './note-text';
import { noteJson } from './outbox';
import { pictureOfReceived, unlooked } from './picture';
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
  const { size, brief, text } = trusted ? pictureOfReceived(read(messageData, event), at) : unlooked;
  const ports = trusted ? followReceived(event, endpoint) : undefined;
  const got = `${beginning('receive', at, endpoint.channel)},"object":${endpoint.object},"event":"${name}"`;
  const shown = `,"isTrusted":${trusted}${member('size', size)}${member('brief', brief)}${member('ports', ports)}`;
  noteJson(`${got}${shown}${more ? moreText(more) : ''},"data":${text}}`, at);
}

function moreText({ origin, source, name }: More): string {
  const named = name === undefined ? undefined : cut(name, 0, keepUrl);
  return `${member('origin', origin)}${member('source', source)}${member('name', named)}`;
}
