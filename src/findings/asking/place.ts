import type { World } from './detector';

/** Where a document is: documents that follow one another in a tab, or in one of its frames, share it. */
export function placeOf({ contexts }: World, context: string): string {
  const known = contexts.get(context)?.context;
  return typeof known?.tab === 'number' ? `${known.tab} ${known.frame}` : context;
}
