import type { Context, Record } from '../../record/record';
import { areaPlace, isAreaKind, type AreaKind, type AreaPlace } from '../../record/storage-areas';

/** One place that keys are kept in; its id is unique in its capture. */
export interface AreaName extends AreaPlace {
  readonly kind: AreaKind;
  /** A document that it was first seen in: of sessionStorage, one of the tab that it is of. */
  readonly context: string;
}

/** Where a record of storage or cookies belongs. */
export function createAreaNames(
  contextOf: (id: string) => Context | undefined,
): (record: Record) => AreaName {
  const known = new WeakMap<Context, Map<AreaKind, AreaName>>();

  return ({ channel, context: id }) => {
    const kind = isAreaKind(channel.kind) ? channel.kind : 'local-storage';
    const context = contextOf(id);
    if (!context) return { ...areaPlace(kind, id, undefined), kind, context: id };
    let names = known.get(context);
    if (!names) {
      names = new Map();
      known.set(context, names);
    }
    const before = names.get(kind);
    if (before) return before;
    const name = { ...areaPlace(kind, id, context), kind, context: id };
    names.set(kind, name);
    return name;
  };
}
