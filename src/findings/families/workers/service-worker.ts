import { isKnown, type KnownContext } from '../../../presence/contexts';
import { ref, tab, type Detector, type World } from '../../asking/detector';
import { LimitedSet } from '../../../limited';
import { forgottenAfterMs } from '../../../time-windows';
import type { Codes } from '../../code';
import { serviceWorker } from '../../links';

export const codes = {
  V1: {
    severity: 'info',
    confidence: 'certain',
    values: ['tab'],
    link: `${serviceWorker}/#dom-serviceworkercontainer-startmessages`,
  },
  V2: {
    severity: 'info',
    confidence: 'likely',
    values: ['tab'],
    link: `${serviceWorker}/#dom-serviceworkercontainer-controller`,
  },
} as const satisfies Codes;

/** A page that is not controlled after so many milliseconds will not be soon. */
const uncontrolled = 2_500;

/** What a page does with its service workers: V1, V2. */
export function create(world: World): Detector {
  /** Contexts that got a message, a started queue or a controller. */
  const flowing = new LimitedSet<string>();
  const controlled = new LimitedSet<string>();

  function isThere(of: KnownContext | undefined, time: number): boolean {
    return of === undefined || of.gone === null || of.gone > time;
  }

  return (record) => {
    const { channel, context, time } = record;
    if (channel.kind !== 'service-worker') return;
    const of = world.contexts.get(context);
    const about = {
      channel,
      time,
      contexts: [context],
      values: [tab(context)],
      subject: context,
      evidence: [ref(record)],
    };
    if (record.type === 'receive' || (record.type === 'state' && record.state === 'started'))
      flowing.add(context);
    if (record.type === 'state' && record.state === 'controllerchange') controlled.add(context);
    if (record.type === 'listeners' && record.count > 0)
      world.when(time + forgottenAfterMs, () => {
        const isForgotten = !flowing.has(context) && of && isKnown(of, time + forgottenAfterMs);
        if (isForgotten && isThere(of, time + forgottenAfterMs))
          world.report({ ...about, code: 'V1', subject: channel.name });
      });
    else if (record.type === 'state' && record.state === 'uncontrolled')
      world.when(time + uncontrolled, () => {
        if (!controlled.has(context) && isThere(of, time + uncontrolled))
          world.report({ ...about, code: 'V2' });
      });
  };
}
