import { changesNothing } from '../../shown/columns';
import type { Record } from '../../record/record';
import { LimitedMap } from '../../limited';
import { shapeOf } from './message-shape';
import { idIn } from './names';
import { createSampling } from './sampling';

/** What each document writes and sends, as far as it tells who works for all tabs and who does not. */
export interface Duties {
  see(record: Record): void;
  /**
   * The latest that `own` did of what it alone has done since `since`: before that neither did it, and
   * `other` not at all. undefined: nothing.
   */
  aloneSince(own: string, other: string, since: number): Duty | undefined;
  /**
   * What `own` still did after `until` of what it alone had begun since `since`, or `other` began after
   * `until`.
   */
  goneOn(own: string, other: string, since: number, until: number): Duty | undefined;
}

export interface Duty {
  readonly name: string;
  readonly first: number;
  latest: Record;
  count: number;
}

/** Of one document. */
const maxDuties = 50;
const looksASecond = 20;
/** Who is told to stop may be about to do something for so many milliseconds. */
const stopsWithin = 200;

export function createDuties(): Duties {
  const all = new LimitedMap<string, Map<string, Duty>>();
  const sampling = createSampling(looksASecond);

  function of(context: string): ReadonlyMap<string, Duty> {
    return all.get(context) ?? none;
  }

  return {
    see(record) {
      if ((record.type !== 'storage-write' && record.type !== 'send') || record.error) return;
      if (changesNothing(record) || !sampling.allows(record.context, record.time)) return;
      const duties = all.get(record.context) ?? new Map<string, Duty>();
      if (duties.size === 0) all.set(record.context, duties);
      const name = record.type === 'send' ? `${idIn(record)} ${shapeOf(record.data).text}` : idIn(record);
      const known = duties.get(name);
      if (known) {
        known.latest = record;
        known.count += 1;
      } else if (duties.size < maxDuties)
        duties.set(name, { name, first: record.time, latest: record, count: 1 });
    },
    aloneSince(own, other, since) {
      const others = of(other);
      return latestOf([...of(own).values()].filter(({ name, first }) => first >= since && !others.has(name)));
    },
    goneOn(own, other, since, until) {
      const others = of(other);
      return latestOf(
        [...of(own).values()].filter(({ name, first, latest }) => {
          const theirs = others.get(name);
          if (latest.time <= until + stopsWithin || first < since || (theirs && theirs.first < until))
            return false;
          return first < until || theirs !== undefined;
        }),
      );
    },
  };
}

const none: ReadonlyMap<string, Duty> = new Map();

function latestOf(duties: readonly Duty[]): Duty | undefined {
  return duties.reduce<Duty | undefined>(
    (found, one) => (found && found.latest.time >= one.latest.time ? found : one),
    undefined,
  );
}
