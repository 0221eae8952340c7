import { batchBound, batchLimit } from './page';

/** A batch as the outbox sends it: so many observations, and their JSON array, not yet looked into. */
export interface PageBatch {
  readonly count: number;
  /** null: larger than a batch of page/ ever is. */
  readonly text: string | null;
}

/**
 * The detail of a batch event, from page/ or from whoever holds its node; undefined for what page/ does not
 * send.
 */
export function parsePageBatch(detail: unknown): PageBatch | undefined {
  if (typeof detail !== 'string') return undefined;
  const colon = detail.indexOf(':');
  const digits = detail.slice(0, Math.max(0, colon));
  const count = Number(digits);
  if (String(count) !== digits || !Number.isInteger(count) || count < 1 || count > batchLimit)
    return undefined;
  return { count, text: detail.length <= batchBound ? detail.slice(colon + 1) : null };
}
