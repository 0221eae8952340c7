import type { Context } from './record';
import { siteOf } from '../site';

/** In the order in which they are listed. */
export const areaKinds = ['local-storage', 'session-storage', 'cookie'] as const;
export type AreaKind = (typeof areaKinds)[number];

export function isAreaKind(kind: string): kind is AreaKind {
  return areaKinds.some((one) => one === kind);
}

/**
 * Which of an origin's areas of a kind a document sees: there are several, by tab, by the site it is embedded
 * in, and in private windows.
 */
export interface AreaPlace {
  /** Unique within the origin. */
  readonly id: string;
  /**
   * The site that the documents are embedded in, and that has storage of its own there; '' for pages of their
   * own.
   */
  readonly partition: string;
  readonly incognito: boolean;
}

/** `id`: of the document, where its context is not known. */
export function areaPlace(kind: AreaKind, id: string, context: Context | undefined): AreaPlace {
  const top = context?.topOrigin ?? '';
  const isOwn = kind === 'cookie' || top === '' || siteOf(top) === siteOf(context?.origin ?? '');
  const partition = isOwn ? '' : siteOf(top);
  const incognito = context?.incognito ?? false;
  const tab = kind === 'session-storage' ? ` ${context?.tab ?? id}` : '';
  const where = [partition, incognito ? 'private' : ''].filter((part) => part !== '').join(' ');
  return { id: `${kind}${tab}${where && ` ${where}`}`, partition, incognito };
}
