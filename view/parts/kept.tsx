import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';

/**
 * Draws its children anew only when one of the values is another, in their order, than those that it drew
 * them of.
 */
export function Kept({
  of,
  children,
}: {
  readonly of: readonly unknown[];
  readonly children: () => ComponentChildren;
}) {
  return useMemo(() => <>{children()}</>, [...of]);
}
