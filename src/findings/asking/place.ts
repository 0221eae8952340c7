import { urlWithoutQuery } from '../../shown/url-names';
import type { World } from './detector';

/** Where a document is: documents that follow one another in a tab, or in one of its frames, share it. */
export function placeOf({ contexts }: World, context: string): string {
  const known = contexts.get(context)?.context;
  return typeof known?.tab === 'number' ? `${known.tab} ${known.frame}` : context;
}

/** Whether two documents show one page, whatever it is asked for; not where that is not known. */
export function isSamePage({ contexts }: World, a: string, b: string): boolean {
  const [one, other] = [a, b].map((id) => contexts.get(id)?.context?.url);
  return one !== undefined && other !== undefined && urlWithoutQuery(one) === urlWithoutQuery(other);
}
