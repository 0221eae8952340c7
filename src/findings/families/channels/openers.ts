import { wholeText } from '../../../shown/columns';
import { endOf, type KnownContext } from '../../../presence/contexts';
import { previewText } from '../../../shown/preview-text';
import type { Listeners, Record, State } from '../../../record/record';
import { ref, tab, type Claim, type Detector, type Seen, type World } from '../../asking/detector';
import { shorten } from '../../asking/names';
import { LimitedMap, LimitedSet } from '../../../limited';
import type { Codes } from '../../code';
import { html } from '../../links';

export const codes = {
  O1: {
    severity: 'info',
    confidence: 'hint',
    values: ['opened tab', 'opening tab', 'site or message'],
    link: `${html}/browsers.html#cross-origin-opener-policies`,
  },
} as const satisfies Codes;

type Told = State & { readonly context: string; readonly seq: number };

/** A window that closes so many milliseconds after it came back, at most, was there to bring something. */
const brings = 15_000;

/** Pages that another tab opened and that have no opener to post to: O1. */
export function create(world: World): Detector {
  /** Documents that listen for messages of windows, with the record that says so. */
  const listening = new LimitedMap<string, Listeners & { readonly context: string; readonly seq: number }>();
  /** Documents without an opener that have told no other tab anything yet. */
  const silent = new LimitedSet<string>();

  /** Documents in the tab that opened this one's, the latest first. */
  function openersOf({ context }: KnownContext, time: number): KnownContext[] {
    const from = context?.openerTab ?? null;
    if (from === null) return [];
    return world.contexts
      .between(time, time)
      .filter((of) => of.context?.tab === from && of.context.frame === 0)
      .reverse();
  }

  function look(record: Told): void {
    const { channel, context, detail = '', time } = record;
    const own = world.contexts.get(context);
    const openers = own ? openersOf(own, time) : [];
    // A page that tries to post has said so itself; of another its opener does, which waits for a message.
    const opener = record.state === 'tried' ? openers[0] : openers.find(({ id }) => listening.has(id));
    if (!opener) return;
    const heard = listening.get(opener.id);
    const seen: Seen = {
      code: 'O1',
      subject: context,
      channel,
      values: [
        tab(context),
        tab(opener.id),
        shorten(wholeText(typeof detail === 'string' ? detail : previewText(detail))),
      ],
      contexts: [context, opener.id],
      evidence: heard ? [ref(record), ref(heard)] : [ref(record)],
      time,
      ...(record.state === 'tried' ? { severity: 'warning' as const } : {}),
    };
    const claim = world.claim(seen);
    silent.add(context);
    world.when(time + brings, () => {
      lookAgain(seen, context, claim);
    });
  }

  /** It has closed itself, or was closed, and brought nothing by any other way either. */
  function lookAgain(seen: Seen, context: string, claim: Claim): void {
    const now = seen.time + brings;
    const of = world.contexts.get(context);
    const end = of ? endOf(of) : null;
    if (!silent.delete(context) || end === null || end > now) return;
    const own = of?.context?.tab;
    const isFollowed = world.contexts
      .between(end, now)
      .some((other) => other.id !== context && other.context?.tab === own);
    if (!isFollowed) claim.revise({ ...seen, severity: 'warning', confidence: 'likely' });
  }

  return (record: Record) => {
    if (record.type === 'send' || record.type === 'storage-write') silent.delete(record.context);
    if (record.channel.kind !== 'window') return;
    if (record.type === 'listeners') {
      if (record.count > 0) listening.set(record.context, record);
      else listening.delete(record.context);
    } else if (record.type === 'state' && (record.state === 'no-opener' || record.state === 'tried'))
      look(record);
  };
}
