import { textField } from '../../record/preview-field';
import type { Record, State } from '../../record/record';
import { ref, tab, type Detector, type World } from '../asking/detector';
import { shorten } from '../asking/names';
import { LimitedMap, LimitedSet } from '../../limited';
import type { Codes } from '../code';
import { serviceWorker } from '../links';

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
    if (latest.get(context) !== record || first === undefined || found.has(scope)) return;
    found.add(scope);
    world.report({
      code: 'V3',
      subject: scope,
      channel: record.channel,
      values: [shorten(script), tab(first), holding.length],
      contexts: holding,
      evidence: [ref(record)],
      time,
    });
  }

  return (record: Record) => {
    if (record.type === 'lifecycle' && record.state === 'gone') latest.delete(record.context);
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
