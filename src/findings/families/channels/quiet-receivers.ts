import { isKnown, listenersAt, listenersOn } from '../../../presence/contexts';
import { keyOf } from '../../../presence/channel-objects';
import type { Record } from '../../../record/record';
import { ref, tab, type Detector, type World } from '../../asking/detector';
import { shapeOf } from '../../asking/message-shape';
import { channelName, isElection, keyName } from '../../asking/names';
import { isSamePage } from '../../asking/place';
import { createSampling } from '../../asking/sampling';
import { LimitedMap } from '../../../limited';
import { handledWithinMs } from '../../../time-windows';
import type { Codes } from '../../code';
import { html } from '../../links';

export const codes = {
  H1: {
    severity: 'warning',
    confidence: 'likely',
    values: ['channel or key', 'receiver tab', 'other tab'],
    link: `${html}/web-messaging.html#messageevent`,
  },
} as const satisfies Codes;

/** Messages of one channel that are looked at in a second: it may carry thousands. */
const looksASecond = 20;
const maxMatters = 1_000;
const maxTabs = 50;
/** Where two tabs hear it and one never acts on it, that may be its role: so often it has to be seen. */
const manyTimes = 2;

/** Messages of one channel and shape, or changes of one key. */
interface Matter {
  /** How often each tab acted on one. */
  readonly acted: Map<string, number>;
  /** How often one tab alone acted, while one did nothing. */
  alone: number;
}

/** Arrived and handled, and nothing came of it where other tabs acted: H1. */
export function create(world: World): Detector {
  const matters = new LimitedMap<string, Matter>(maxMatters);
  const sampling = createSampling(looksASecond);
  /** Somebody leads: then it is roles that tell who acts. */
  let hasLeader = false;

  function matterOf(sent: Record): Matter {
    const name = matterName(sent);
    const known = matters.get(name) ?? { acted: new Map<string, number>(), alone: 0 };
    matters.set(name, known);
    return known;
  }

  function look(sent: Record): void {
    if (!sampling.allows(keyOf(sent.channel), sent.time)) return;
    const matter = matterOf(sent);
    world.when(sent.time + handledWithinMs, () => {
      compare(sent, matter);
    });
  }

  function compare(sent: Record, matter: Matter): void {
    const heard = world.arrivalsOf(sent).filter(isHeard).sort(byAge);
    if (new Set(heard.map(({ context }) => context)).size < 2) return;
    const active = heard.filter((one) => deedsOf(one).length > 0);
    const quiet = heard.filter((one) => !active.includes(one) && isQuiet(one));
    for (const { context } of active)
      if (matter.acted.size < maxTabs || matter.acted.has(context))
        matter.acted.set(context, (matter.acted.get(context) ?? 0) + 1);
    const [first] = active;
    if (!first || quiet.length === 0) return;
    if (active.length === 1 && quiet.length === 1) oneOfTwo(sent, matter, first, quiet[0] ?? first);
    else if (active.length > quiet.length && areAlike(active))
      for (const one of quiet)
        if (isSamePage(world, one.context, first.context)) report(sent, one, first, {});
  }

  /** They did the same kind of thing. */
  function areAlike([first, ...more]: readonly Record[]): boolean {
    const names = new Set(first && deedsOf(first).map(nameOfDeed));
    return more.every((one) => deedsOf(one).some((deed) => names.has(nameOfDeed(deed))));
  }

  function oneOfTwo(sent: Record, matter: Matter, active: Record, quiet: Record): void {
    if (matter.acted.has(quiet.context)) {
      // It took turns with the other one, or both usually act: only then something is missing.
      if ((matter.acted.get(quiet.context) ?? 0) >= 2 && matter.alone === 0) report(sent, quiet, active, {});
      matter.alone += 1;
      return;
    }
    matter.alone += 1;
    // Another page of the site may have another use for the message.
    if (!isSamePage(world, active.context, quiet.context)) return;
    const isStored = deedsOf(active).every(({ type }) => type === 'storage-write');
    if (isStored && !hasLeader && matter.alone >= manyTimes)
      report(sent, quiet, active, { severity: 'info', confidence: 'hint' });
  }

  function report(
    sent: Record,
    quiet: Record,
    active: Record,
    doubt: { severity?: 'info'; confidence?: 'hint' },
  ): void {
    const name = sent.type === 'storage-write' ? keyName(sent.key) : channelName(sent.channel);
    const [deed] = deedsOf(active);
    world.report({
      code: 'H1',
      subject: `${quiet.context} ${name}`,
      channel: sent.channel,
      values: [name, tab(quiet.context), tab(active.context)],
      contexts: [quiet.context, active.context],
      evidence: [ref(quiet), ref(active), ...(deed ? [ref(deed)] : [])],
      time: quiet.time,
      ...doubt,
    });
  }

  function deedsOf(event: Record): readonly Record[] {
    return world.madeBy(event);
  }

  /** Nothing that may be an answer, nor an exception, which S17 tells of. */
  function isQuiet(event: Record): boolean {
    const of = world.contexts.get(event.context);
    return (
      of !== undefined &&
      isKnown(of, event.time + handledWithinMs) &&
      of.gone === null &&
      world.thrownBy(event) === undefined &&
      world.doneAfter(event).length === 0
    );
  }

  /** The oldest document first: in which order they hear it is chance. */
  function byAge(a: Record, b: Record): number {
    const [one, other] = [a, b].map(({ context }) => world.contexts.get(context)?.created ?? 0);
    return (one ?? 0) - (other ?? 0);
  }

  function isHeard(event: Record): boolean {
    const of = world.contexts.get(event.context);
    if (!of) return false;
    if (event.type === 'storage-event') return (listenersAt(of, event.time) ?? 0) > 0;
    if (event.type !== 'receive' || event.event !== 'message') return false;
    const object = world.contexts.objects.get(event.context, event.object, event.channel);
    return object !== undefined && (listenersOn(of, object, event.time) ?? 0) > 0;
  }

  return (record) => {
    const { channel } = record;
    if (channel.kind === 'web-lock') hasLeader = true;
    else if (record.type === 'send' && channel.kind === 'broadcast-channel') {
      if (!record.error) look(record);
      if (!hasLeader && isElection(channel.name)) hasLeader = true;
    } else if (record.type === 'storage-write' && channel.kind === 'local-storage' && !record.error) {
      // Of clear() and removals S8 and S9 tell.
      if (record.key !== null && record.newValue !== null) look(record);
      if (!hasLeader && isElection(keyName(record.key))) hasLeader = true;
    }
  };
}

function matterName(sent: Record): string {
  if (sent.type === 'storage-write') return `key ${keyName(sent.key)}`;
  const shape = sent.type === 'send' ? shapeOf(sent.data).text : '';
  return `${sent.channel.name} ${shape}`;
}

/** Without the key: it may have the tab's own name. */
function nameOfDeed({ type, channel }: Record): string {
  return `${type} ${channel.kind} ${channel.name}`;
}
