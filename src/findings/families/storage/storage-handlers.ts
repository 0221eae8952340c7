import { wholeText } from '../../../shown/columns';
import { isKnown, listenersAt } from '../../../presence/contexts';
import type { ErrorRecord, StorageEventRecord } from '../../../record/record';
import { createClaims } from '../../asking/claims';
import { ref, tab, type Detector, type World } from '../../asking/detector';
import { createMessageKeys } from '../../asking/message-keys';
import { channelName, keyName, shorten } from '../../asking/names';
import { LimitedMap, LimitedPairs } from '../../../limited';
import type { Codes } from '../../code';
import { html } from '../../links';

export const codes = {
  S8: {
    severity: 'info',
    confidence: 'likely',
    values: ['receiver tab'],
    link: `${html}/webstorage.html#dom-storage-clear`,
  },
  S9: {
    severity: 'info',
    confidence: 'likely',
    values: ['key', 'receiver tab'],
    link: `${html}/webstorage.html#dom-storage-removeitem`,
  },
  S17: {
    severity: 'error',
    confidence: 'certain',
    values: ['channel or key', 'receiver tab', 'message'],
    link: `${html}/webappapis.html#report-the-exception`,
  },
} as const satisfies Codes;

type Event = StorageEventRecord & { readonly context: string; readonly seq: number };
type Thrown = ErrorRecord & { readonly context: string; readonly seq: number };

/**
 * What handlers did with an event: S8, S9, S17. That a handler ignores something is seen only by contrast: it
 * wrote or sent something in answer to other events, and nothing to this one.
 */
export function create(world: World): Detector {
  /** The latest event of a key that each document answered, and each that set one of its keys. */
  const answered = new LimitedMap<string, Event>();
  const answeredOf = new LimitedPairs<Event>();
  const messageKeys = createMessageKeys();
  /** S9 by key: that a message goes is nothing to answer. */
  const overlooked = createClaims();
  messageKeys.whenFound(overlooked.withdraw);

  function threw(error: Thrown): void {
    const event = world.causeOf(error);
    const key = event?.type === 'storage-event' ? keyName(event.key) : channelName(error.channel);
    world.report({
      code: 'S17',
      subject: `${error.context} ${key}`,
      channel: error.channel,
      values: [key, tab(error.context), shorten(wholeText(error.message))],
      contexts: [error.context],
      evidence: event ? [ref(error), ref(event)] : [ref(error)],
      time: error.time,
    });
  }

  function ignored(event: Event, code: 'S8' | 'S9', other: Event): void {
    const key = keyName(event.key);
    const { context, channel, time } = event;
    if (code === 'S9' && messageKeys.is(key)) return;
    const claim = world.claim({
      code,
      subject: `${context} ${key}`,
      channel,
      values: code === 'S8' ? [tab(context)] : [key, tab(context)],
      contexts: [context],
      evidence: [ref(event), ref(other)],
      time,
    });
    if (code === 'S9') overlooked.add(key, claim);
  }

  function heard(event: Event): void {
    const receiver = world.contexts.get(event.context);
    // What it did in answer may have been lost.
    if (!receiver || !isKnown(receiver, event.time) || listenersAt(receiver, event.time) === 0) return;
    const key = keyName(event.key);
    if (world.madeBy(event).length > 0) {
      if (event.key !== null) answered.set(event.context, event);
      if (event.newValue !== null) answeredOf.set(event.context, key, event);
      return;
    }
    if (world.thrownBy(event)) return;
    const other = event.key === null ? answered.get(event.context) : answeredOf.get(event.context, key);
    if (other && event.key === null) ignored(event, 'S8', other);
    else if (other && event.newValue === null) ignored(event, 'S9', other);
  }

  return (record) => {
    messageKeys.see(record);
    if (record.type === 'error' && record.cause !== undefined) threw(record);
    else if (record.type === 'storage-event' && record.isTrusted) heard(record);
    else if (record.type === 'lifecycle' && record.state === 'gone') {
      answered.delete(record.context);
      answeredOf.deleteAll(record.context);
    }
  };
}
