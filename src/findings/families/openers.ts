import { wholeText } from '../../shown/columns';
import type { KnownContext } from '../../presence/contexts';
import { previewText } from '../../shown/preview-text';
import type { Listeners, Record, State } from '../../record/record';
import { ref, tab, type Detector, type World } from '../asking/detector';
import { shorten } from '../asking/names';
import { LimitedMap } from '../../limited';
import type { Codes } from '../code';
import { html } from '../links';

export const codes = {
  O1: {
    severity: 'info',
    confidence: 'hint',
    values: ['opened tab', 'opening tab', 'site or message'],
    link: `${html}/browsers.html#cross-origin-opener-policies`,
  },
} as const satisfies Codes;

type Told = State & { readonly context: string; readonly seq: number };

/** Pages that another tab opened and that have no opener to post to: O1. */
export function create(world: World): Detector {
  /** Documents that listen for messages of windows, with the record that says so. */
  const listening = new LimitedMap<string, Listeners & { readonly context: string; readonly seq: number }>();

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
    world.report({
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
    });
  }

  return (record: Record) => {
    if (record.channel.kind !== 'window') return;
    if (record.type === 'listeners') {
      if (record.count > 0) listening.set(record.context, record);
      else listening.delete(record.context);
    } else if (record.type === 'state' && (record.state === 'no-opener' || record.state === 'tried'))
      look(record);
  };
}
