import { cookieWrite, type CookieWrite } from '../../../record/cookie-text';
import type { Record } from '../../../record/record';
import { ref, tab, type Detector, type World } from '../../asking/detector';
import { isFlag } from '../../asking/flags';
import { createRecent } from '../../asking/recent';

/** A cookie that comes back later than so many milliseconds after its removal was set anew. */
const near = 60_000;
/** A cookie that is removed again and again is a message. */
const mostRemovals = 1;

/** Who removes a cookie for several paths does so within so many milliseconds. */
const oneRemoval = 1_000;

interface Write {
  readonly record: Record & { readonly context: string; readonly seq: number };
  /** What names it beside its name, path and domain; null: nobody knows. */
  readonly of: string | null;
  readonly value: string;
  readonly removes: boolean;
}

/**
 * A cookie that a document wrote back after another had removed it, or that was removed for another path than
 * it was set for: R6. Cookies that a server set leave no record.
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

  /** The path that a page gives, or its own folder (RFC 6265, 5.1.4). */
  function placeOf({ context }: Record, { for: given }: CookieWrite): string | null {
    const url = world.contexts.get(context)?.context?.url;
    if (!given || url === undefined) return null;
    const { path, domain } = given;
    const own = /^\w+:\/\/[^/]*(\/[^?#]*)?/.exec(url)?.[1] ?? '/';
    const folder = own.slice(0, own.lastIndexOf('/')) || '/';
    return `${path?.startsWith('/') ? path : folder} ${domain?.toLowerCase().replace(/^\./, '') ?? ''}`;
  }

  /** It stays: nothing that was removed is what was set. */
  function misses(name: string, removal: Write, before: readonly Write[]): void {
    const set = before.findLast(({ removes }) => !removes);
    if (!set?.of || !removal.of || before.some(({ of }) => of === null || of === removal.of)) return;
    world.when(removal.record.time + oneRemoval, () => {
      const since = writes.of(name);
      if (since.slice(since.lastIndexOf(set) + 1).some(({ of }) => of === set.of)) return;
      world.report({
        code: 'R6',
        variant: 'R6_path',
        subject: `path ${name}`,
        part: `cookie ${name}`,
        channel: removal.record.channel,
        values: [
          name,
          tab(removal.record.context),
          tab(set.record.context),
          Math.round((removal.record.time - set.record.time) / 100) / 10,
        ],
        contexts: [...new Set([removal.record.context, set.record.context])],
        evidence: [ref(removal.record), ref(set.record)],
        time: removal.record.time,
      });
    });
  }

  return (record) => {
    const write = cookieWrite(record);
    if (!write) return;
    const { name, value, removes } = write;
    const one: Write = { record, value, removes, of: placeOf(record, write) };
    const before = writes.of(name);
    if (removes) misses(name, one, [...before]);
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
