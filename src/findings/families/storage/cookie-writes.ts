import { cookieWrite } from '../../../record/cookie-text';
import type { Record } from '../../../record/record';
import { ref, tab, type Detector, type World } from '../../asking/detector';
import { isFlag } from '../../asking/flags';
import { createRecent } from '../../asking/recent';

/** A cookie that comes back later than so many milliseconds after its removal was set anew. */
const near = 60_000;
/** A cookie that is removed again and again is a message. */
const mostRemovals = 1;

interface Write {
  readonly record: Record;
  readonly value: string;
  readonly removes: boolean;
}

/**
 * A cookie that a document wrote back after another had removed it: R6. Cookies that a server set leave no
 * record.
 */
export function create(world: World): Detector {
  const writes = createRecent<Write>(20);

  function isBroughtBack({ record, value }: Write, before: readonly Write[]): boolean {
    const removal = before.at(-1);
    if (!removal?.removes || removal.record.context === record.context) return false;
    if (record.time - removal.record.time > near || isFlag(value)) return false;
    if (before.filter(({ removes }) => removes).length > mostRemovals) return false;
    if ((world.contexts.get(record.context)?.created ?? Infinity) >= removal.record.time) return false;
    return before.at(-2)?.value === value;
  }

  return (record) => {
    const write = cookieWrite(record);
    if (!write) return;
    const { name, value, removes } = write;
    const one: Write = { record, value, removes };
    const before = writes.of(name);
    const removal = before.at(-1)?.record;
    if (removal && !removes && isBroughtBack(one, before))
      world.report({
        code: 'R6',
        subject: `${record.context} ${removal.context}`,
        part: `cookie ${name}`,
        channel: record.channel,
        values: [
          name,
          tab(record.context),
          tab(removal.context),
          Math.round((record.time - removal.time) / 100) / 10,
        ],
        contexts: [record.context, removal.context],
        evidence: [ref(record), ref(removal)],
        time: record.time,
      });
    writes.add(name, one);
  };
}
