import type { Chain, ChainStep } from './chain';
import { nameOf } from '../record/record-name';
import type { Correlator } from '../exchange/types';

export interface FoldedStep extends ChainStep {
  /** So many of its arrivals led to nothing, and are no steps of their own. */
  readonly quiet: number;
}

type Counting = ChainStep & { quiet: number };

/**
 * A chain without the arrivals that led to nothing: the table of deliveries has them. Empty where the rest
 * says no more than that table does: who sent it.
 */
export function foldChain(correlator: Pick<Correlator, 'of' | 'record'>, { steps }: Chain): FoldedStep[] {
  const folded: { readonly step: Counting; readonly delivery: boolean }[] = [];
  /** The steps above the one that is looked at, by depth. */
  const above: Counting[] = [];

  function isDelivery({ record, depth }: ChainStep): boolean {
    const parent = above[depth - 1];
    const sent = correlator.of(record)?.send;
    const type = correlator.record(record)?.type;
    return (
      parent !== undefined &&
      (type === 'storage-event' || type === 'receive') &&
      !!sent &&
      nameOf(sent) === nameOf(parent.record)
    );
  }

  for (const [index, step] of steps.entries()) {
    const isLeaf = (steps[index + 1]?.depth ?? 0) <= step.depth;
    const delivery = isDelivery(step);
    const parent = above[step.depth - 1];
    if (isLeaf && delivery && parent && !step.asked && !step.repeated) {
      parent.quiet += 1;
      continue;
    }
    const one = { ...step, quiet: 0 };
    above[step.depth] = one;
    folded.push({ step: one, delivery });
  }
  const saysMore = folded.some(({ step, delivery }) => step.depth > 0 && !delivery);
  return saysMore ? folded.map(({ step }) => step) : [];
}
