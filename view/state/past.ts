import type { Finding } from '../../src/findings/types';
import type { History } from './history';

/** Whether every document that a finding is about is gone: nothing can be seen of it in a tab any more. */
export function isPast({ contexts }: Finding, { gone, tabs }: History): boolean {
  const isGone = (id: string): boolean => gone.has(id) || (tabs.context(id)?.ended ?? null) !== null;
  return contexts.length > 0 && contexts.every(isGone);
}
