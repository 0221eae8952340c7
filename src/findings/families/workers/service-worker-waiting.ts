import { textField } from '../../../record/preview-field';
import type { Record, State } from '../../../record/record';
import { ref, tab, type Detector, type World } from '../../asking/detector';
import { shorten } from '../../asking/names';
import { placeOf } from '../../asking/place';
import { LimitedMap, LimitedSet } from '../../../limited';
import type { Codes } from '../../code';
import { serviceWorker } from '../../links';

export const codes = {
  V3: {
    severity: 'info',
    confidence: 'certain',
    values: ['script', 'tab', 'number of tabs'],
    link: `${serviceWorker}/#dom-serviceworkerregistration-waiting`,
  },
} as const satisfies Codes;

type Told = State & { readonly context: string; readonly seq: number };

/** Milliseconds: a worker that takes over at once waits for a moment only. */
const waits = 3_000;

/** A new service worker that waits for the pages of the old one to go: V3. */
export function create(world: World): Detector {
  /** The latest of each document. */
  const latest = new LimitedMap<string, Told>();
  /** Registrations, with the worker that waits, that were told of. */
  const found = new LimitedSet<string>();
  /** By tab or frame: what its latest document was, if a worker waited as it went. */
  const leftWaiting = new LimitedMap<string, { readonly scope: string; readonly url: string }>();

  /** Pages that the old worker controls, the oldest first. */
  function heldBy(scope: string, time: number): string[] {
    return world.contexts
      .between(time, time)
      .filter(({ id }) => {
        const { detail } = latest.get(id) ?? {};
        return textField(detail, 'scope') === scope && textField(detail, 'controller') !== undefined;
      })
      .sort((a, b) => a.created - b.created)
      .map(({ id }) => id);
  }

  function look(record: Told): void {
    const { context, detail, time } = record;
    const scope = textField(detail, 'scope') ?? '';
    const script = textField(detail, 'waiting') ?? '';
    const holding = heldBy(scope, time + waits);
    const [first] = holding;
    const isAgain = isLoadedAgain(context, scope);
    if (latest.get(context) !== record || first === undefined || (found.has(scope) && !isAgain)) return;
    found.add(scope);
    world.report({
      code: 'V3',
      subject: scope,
      channel: record.channel,
      values: [shorten(script), tab(first), holding.length],
      contexts: holding,
      evidence: [ref(record)],
      time,
      // Who loads a page again to get the new worker does not get it.
      ...(isAgain ? { severity: 'warning' as const } : {}),
    });
  }

  /** The same page was there in its place, and the worker waited already. */
  function isLoadedAgain(context: string, scope: string): boolean {
    const before = leftWaiting.get(placeOf(world, context));
    return before?.scope === scope && before.url === urlOf(context);
  }

  function urlOf(context: string): string {
    return (world.contexts.get(context)?.context?.url ?? '').replace(/#.*$/s, '');
  }

  function gone(context: string): void {
    const { detail } = latest.get(context) ?? {};
    latest.delete(context);
    if (textField(detail, 'waiting') === undefined) return;
    leftWaiting.set(placeOf(world, context), {
      scope: textField(detail, 'scope') ?? '',
      url: urlOf(context),
    });
  }

  return (record: Record) => {
    if (record.type === 'lifecycle' && record.state === 'gone') gone(record.context);
    if (record.type !== 'state' || record.state !== 'registration') return;
    latest.set(record.context, record);
    const { detail } = record;
    if (textField(detail, 'waiting') === undefined) found.delete(textField(detail, 'scope') ?? '');
    else if (textField(detail, 'active') !== undefined)
      world.when(record.time + waits, () => {
        look(record);
      });
  };
}

/** A script's URL, or the scope; undefined where there is none. */
