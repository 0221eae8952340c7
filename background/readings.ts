import type { Context } from '../src/record/record';
import { areaKinds, areaPlace, type AreaKind } from '../src/record/storage-areas';

/** Which storage areas were read, so that one document reads an area for all that share it. */
export interface Readings {
  /** What this document should read, as nobody has; nobody else is asked for it. */
  due(context: Context): AreaKind[];
  /** It has read what it should. */
  done(context: Context): void;
  /** It was there before this background was started, when all of its areas were read. */
  known(context: Context): void;
  /** It went away. Whether it leaves something unread. */
  lost(context: Context): boolean;
  /** What an origin holds is to be read anew. */
  forget(origin: string): void;
}

/** More areas are forgotten, and read once more. */
const mostAreas = 5_000;

export function createReadings(): Readings {
  /** By origin and area: the document that is asked to read it; null: it was read. */
  const areas = new Map<string, string | null>();
  /** What was forgotten is not known, whatever documents say that connect again. */
  const forgotten = new Set<string>();

  return {
    due(context) {
      if (areas.size > mostAreas) areas.clear();
      return areaKinds.filter((kind) => {
        const name = nameOf(kind, context);
        if (areas.has(name)) return false;
        areas.set(name, context.id);
        return true;
      });
    },
    done(context) {
      for (const kind of areaKinds) {
        const name = nameOf(kind, context);
        if (areas.get(name) === context.id) areas.set(name, null);
      }
    },
    known(context) {
      if (forgotten.has(context.origin)) return;
      for (const kind of areaKinds) {
        const name = nameOf(kind, context);
        if (!areas.has(name)) areas.set(name, null);
      }
    },
    lost(context) {
      const unread = areaKinds
        .map((kind) => nameOf(kind, context))
        .filter((name) => areas.get(name) === context.id);
      for (const name of unread) areas.delete(name);
      return unread.length > 0;
    },
    forget(origin) {
      forgotten.add(origin);
      for (const name of [...areas.keys()]) if (name.startsWith(`${origin} `)) areas.delete(name);
    },
  };
}

function nameOf(kind: AreaKind, context: Context): string {
  return `${context.origin} ${areaPlace(kind, context.id, context).id}`;
}
