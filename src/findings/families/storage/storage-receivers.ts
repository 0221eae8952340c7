import type { Listeners, Record, StorageEventRecord, StorageWrite } from '../../../record/record';
import { same } from '../../../shown/columns';
import { listenersAt } from '../../../presence/contexts';
import { onlyWriterListens } from '../../asking/audience';
import { createClaims } from '../../asking/claims';
import { about, ref, tab, type Detector, type World } from '../../asking/detector';
import { createMessageKeys } from '../../asking/message-keys';
import { channelName, keyName } from '../../asking/names';
import { createRecent } from '../../asking/recent';
import { LimitedMap, LimitedPairs, LimitedSet } from '../../../limited';
import { skewMs } from '../../../time-windows';
import type { Codes } from '../../code';
import { storageEvent } from '../../links';

export const codes = {
  S10: {
    severity: 'info',
    confidence: 'certain',
    values: ['key', 'receiver tab'],
    link: storageEvent,
    loses: true,
    variants: ['S10_late'],
  },
  S14: {
    severity: 'warning',
    confidence: 'certain',
    values: ['key', 'tab'],
    link: 'https://dom.spec.whatwg.org/#dom-event-istrusted',
  },
  S15: {
    severity: 'info',
    confidence: 'likely',
    values: ['key', 'receiver tab'],
    link: 'https://github.com/whatwg/html/issues/403',
  },
  S16: {
    severity: 'info',
    confidence: 'likely',
    values: ['key', 'channel', 'receiver tab'],
    link: 'https://github.com/whatwg/html/issues/403',
  },
  S19: {
    severity: 'info',
    confidence: 'hint',
    values: ['key', 'receiver tab', 'number of events'],
    link: 'https://github.com/vueuse/vueuse/issues/1085',
  },
  S21: {
    severity: 'error',
    confidence: 'certain',
    values: ['key', 'receiver tab'],
    link: storageEvent,
    loses: true,
  },
} as const satisfies Codes;

type Event = StorageEventRecord & { readonly context: string; readonly seq: number };
type Listening = Listeners & { readonly context: string; readonly seq: number };
type Write = StorageWrite & { readonly context: string; readonly seq: number };

/**
 * A post so many milliseconds after a write, in one document, speaks of it; longer where nothing is between:
 * a large write takes its time.
 */
const soonAfter = 50;
const nextAfter = 2_000;
/** A synthetic event so near to a write, in milliseconds, is the writer telling itself. */
const besideWrite = 100;
/**
 * Events of one key that a watcher may take for one come within so many milliseconds, and are at least so
 * many.
 */
const oneTick = 16;
const manyEvents = 3;

/** What comes so many milliseconds after a document began comes while it is being loaded. */
const loading = 1_000;
/** Events that one document is told to have missed. */
const mostTooEarly = 20;

interface Run {
  readonly first: Event;
  last: Event;
  count: number;
}

/** What the receiver of a storage event tells: S10, S14 to S16, S19, S21. */
export function create(world: World): Detector {
  const writes = createRecent<Write>(20);
  const posts = createRecent<Record>(50);
  /** By document and key. */
  const runs = new LimitedPairs<Run>();
  const writesBy = createRecent<Write>(20);
  /** Trusted events: some are of writes that were not seen. */
  const events = createRecent<Event>(20);
  /** Documents that have, or had, a listener. */
  const listening = new LimitedSet<string>();
  /** Documents with a listener on the document itself. */
  const onDocument = new LimitedMap<string, Listening>();
  /** Events that came to documents that did not listen yet. */
  const tooEarly = new LimitedMap<string, Event[]>();
  const messageKeys = createMessageKeys();
  /** S15 by key: keys that carry messages are not read again. */
  const reread = createClaims();
  messageKeys.whenFound(reread.withdraw);

  /** An event without a write beside it: the other tabs are told nothing. */
  function synthetic(event: Event): void {
    world.when(event.time + besideWrite, () => {
      if (isWritten(event) || isHeardElsewhere(event)) return;
      // A plain `Event('storage')` names no key.
      const values = [event.key === null ? 'storage' : keyName(event.key), tab(event.context)];
      world.report({ ...about(event), code: 'S14', subject: event.context, values, evidence: [ref(event)] });
    });
  }

  /** Libraries write first, whatever the event then says, or right after it the key that it names. */
  function isWritten(event: Event): boolean {
    return writesBy
      .of(event.context)
      .some(
        ({ key, time, seq }) =>
          Math.abs(time - event.time) < besideWrite &&
          (seq < event.seq || event.key === null || keyName(key) === keyName(event.key)),
      );
  }

  /** The value was set as a property: no write is seen, but its events in other documents are. */
  function isHeardElsewhere(event: Event): boolean {
    return events
      .of(event.channel.kind)
      .some(
        (other) =>
          other.context !== event.context &&
          Math.abs(other.time - event.time) < besideWrite &&
          (event.key === null || keyName(other.key) === keyName(event.key)) &&
          !world.sentOf(other),
      );
  }

  function listens(record: Listening): void {
    const { on, context, count } = record;
    if (on === undefined && count > 0) {
      if (!listening.has(context)) beganLate(context);
      listening.add(context);
    }
    if (on !== 'document') return;
    if (count > 0) onDocument.set(context, record);
    else onDocument.delete(context);
  }

  /** A document is no ancestor of the window: a storage event never comes by. */
  function listensInVain(event: Event, listener: Record): void {
    const key = keyName(event.key);
    world.report({
      ...about(event),
      code: 'S21',
      subject: event.context,
      part: key,
      values: [key, tab(event.context)],
      evidence: [ref(event), ref(listener)],
    });
  }

  function unheard(event: Event): void {
    const { context } = event;
    const inVain = onDocument.get(context);
    if (inVain) {
      listensInVain(event, inVain);
      return;
    }
    const hasStopped = listening.has(context);
    if (!hasStopped) waitFor(event);
    if (isHeardBeside(event) || (!hasStopped && isOfNoInterest(event))) return;
    const key = keyName(event.key);
    world.report({
      ...about(event),
      code: 'S10',
      subject: context,
      part: key,
      values: [key, tab(context)],
      evidence: [ref(event)],
      ...(hasStopped ? { severity: 'warning' as const } : { lost: 0 }),
    });
  }

  /** A page that is still being loaded reads the key when it is there. */
  function waitFor(event: Event): void {
    const { context, time } = event;
    if (time - (world.contexts.get(context)?.created ?? Infinity) < loading) return;
    const waiting = tooEarly.get(context) ?? [];
    tooEarly.set(context, waiting);
    if (waiting.length < mostTooEarly) waiting.push(event);
  }

  /** The page listens, and has missed something: whoever else could have heard does not matter. */
  function beganLate(context: string): void {
    for (const event of tooEarly.get(context) ?? []) {
      const key = keyName(event.key);
      world.report({
        ...about(event),
        code: 'S10',
        variant: 'S10_late',
        subject: `late ${context}`,
        part: key,
        values: [key, tab(context)],
        evidence: [ref(event)],
        severity: 'info',
        explains: { codes: ['S10'], parts: [key] },
      });
    }
    tooEarly.delete(context);
  }

  /** S1 says it, nobody ever listens (storage is a store, and nothing else), or it is an empty frame. */
  function isOfNoInterest(event: Event): boolean {
    const write = certainlySent(event);
    if (write && onlyWriterListens(world, write)) return true;
    return listening.size === 0 || world.contexts.get(event.context)?.context?.url === 'about:blank';
  }

  /** Another document of the same tab listens: frames that do not are of no interest. */
  function isHeardBeside({ context, time }: Event): boolean {
    const own = world.contexts.get(context)?.context?.tab ?? null;
    return world.contexts
      .between(time, time)
      .some((of) => own !== null && of.context?.tab === own && (listenersAt(of, time) ?? 0) > 0);
  }

  function certainlySent(sink: Record): Record | undefined {
    const sent = world.sentOf(sink);
    return sent?.certain === true ? sent.record : undefined;
  }

  function overwritten(event: Event, write: Record): void {
    const newer = newerThan(write, event);
    if (!newer) return;
    // Where one tab writes on and on, it is seen at every event: without a spread, which costs more than all
    // the rest.
    const { channel, time, context } = event;
    const key = keyName(event.key);
    if (messageKeys.is(key)) return;
    const claim = world.claim({
      code: 'S15',
      subject: channel.kind,
      part: key,
      channel,
      values: [key, tab(context)],
      contexts: [context],
      evidence: [ref(event), ref(newer), ref(write)],
      time,
    });
    reread.add(key, claim);
  }

  /** The first that changed the key again before the event came. */
  function newerThan(write: Record, event: Event): Write | undefined {
    const ofKey = writes.of(keyName(event.key));
    let newer: Write | undefined;
    for (let at = ofKey.length - 1; at >= 0; at -= 1) {
      const one = ofKey[at];
      if (!one || !isLater(one, write)) break;
      if (one.time <= event.time && !same(one.newValue, event.newValue)) newer = one;
    }
    return newer;
  }

  /** A message that was posted right after the write came before the event. */
  function overtaken(event: Event, write: Record): void {
    const posted = posts.of(event.context);
    for (let at = posted.length - 1; at >= 0; at -= 1) {
      const receive = posted[at];
      if (!receive || receive.time < write.time - skewMs) return;
      if (receive.time >= event.time) continue;
      const post = certainlySent(receive);
      if (post?.context !== write.context || !isLater(post, write) || !speaksOf(post, write)) continue;
      world.report({
        ...about(event),
        code: 'S16',
        // One finding for all receivers: the mistake is the writer's.
        subject: channelName(receive.channel),
        part: keyName(event.key),
        values: [keyName(event.key), channelName(receive.channel), tab(event.context)],
        evidence: [ref(receive), ref(event), ref(write), ref(post)],
      });
      return;
    }
  }

  function count(event: Event): void {
    const key = keyName(event.key);
    const run = runs.get(event.context, key);
    if (!run || event.time - run.last.time >= oneTick) {
      runs.set(event.context, key, { first: event, last: event, count: 1 });
      return;
    }
    run.last = event;
    run.count += 1;
    if (run.count === manyEvents) world.when(event.time + 10 * oneTick, () => mergeable(run));
  }

  function mergeable({ first, last, count: events }: Run): void {
    world.report({
      ...about(last),
      code: 'S19',
      subject: last.channel.kind,
      part: keyName(last.key),
      values: [keyName(last.key), tab(last.context), events],
      evidence: [ref(first), ref(last)],
    });
  }

  function heard(event: Event): void {
    const receiver = world.contexts.get(event.context);
    const listeners = receiver ? listenersAt(receiver, event.time) : null;
    if (listeners === null) return;
    if (listeners === 0) unheard(event);
    else {
      const write = certainlySent(event);
      if (write) {
        overwritten(event, write);
        overtaken(event, write);
      }
      count(event);
    }
  }

  return (record) => {
    messageKeys.see(record);
    if (record.type === 'listeners' && record.event === 'storage') listens(record);
    if (record.type === 'storage-write' && !record.error) {
      writes.add(keyName(record.key), record);
      writesBy.add(record.context, record);
    } else if (record.type === 'receive' && record.channel.kind === 'broadcast-channel')
      posts.add(record.context, record);
    else if (record.type === 'storage-event') {
      if (record.isTrusted) {
        events.add(record.channel.kind, record);
        heard(record);
      } else synthetic(record);
    }
  };
}

/** Within a document the order of its records tells, where their times are equal. */
function isLater(a: Record, b: Record): boolean {
  return a.context === b.context ? a.seq > b.seq : a.time > b.time;
}

function speaksOf(post: Record, write: Record): boolean {
  return post.time - write.time <= (post.seq === write.seq + 1 ? nextAfter : soonAfter);
}
