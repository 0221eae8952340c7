import type { Context, Record } from '../../record';
import { siteOf } from '../../site';

/** In the order in which they are listed. */
export const areaKinds = ['local-storage', 'session-storage', 'cookie'] as const;
export type AreaKind = (typeof areaKinds)[number];

/** One place that keys are kept in: an origin has several, by tab, by the site it is embedded in, and in private windows. */
export interface AreaName {
  /** Unique in its capture. */
  readonly id: string;
  readonly kind: AreaKind;
  /** A document that it was first seen in: of sessionStorage, one of the tab that it is of. */
  readonly context: string;
  /** The site that the documents are embedded in, and that has storage of its own there; '' for pages of their own. */
  readonly partition: string;
  readonly incognito: boolean;
}

export function isAreaKind(kind: string): kind is AreaKind {
  return areaKinds.some((one) => one === kind);
}

/** Where a record of storage or cookies belongs. */
export function createAreaNames(
  contextOf: (id: string) => Context | undefined,
): (record: Record) => AreaName {
  const known = new WeakMap<Context, Map<AreaKind, AreaName>>();

  function named({ context: id }: Record, kind: AreaKind, context: Context | undefined): AreaName {
    const top = context?.topOrigin ?? '';
    const isOwn = kind === 'cookie' || top === '' || siteOf(top) === siteOf(context?.origin ?? '');
    const partition = isOwn ? '' : siteOf(top);
    const incognito = context?.incognito ?? false;
    const tab = kind === 'session-storage' ? ` ${context?.tab ?? id}` : '';
    const where = [partition, incognito ? 'private' : ''].filter((part) => part !== '').join(' ');
    return {
      id: `${kind}${tab}${where && ` ${where}`}`,
      kind,
      context: id,
      partition,
      incognito,
    };
  }

  return (record) => {
    const kind = isAreaKind(record.channel.kind) ? record.channel.kind : 'local-storage';
    const context = contextOf(record.context);
    if (!context) return named(record, kind, undefined);
    let names = known.get(context);
    if (!names) {
      names = new Map();
      known.set(context, names);
    }
    const before = names.get(kind);
    if (before) return before;
    const name = named(record, kind, context);
    names.set(kind, name);
    return name;
  };
}
