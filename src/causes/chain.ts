import { nameOf } from '../record/record-name';
import type { CauseLink, Correlator, RecordRef } from '../exchange/types';

/** One record of a cause chain. */
export interface ChainStep {
  readonly record: RecordRef;
  /** Steps from the root, which has 0. */
  readonly depth: number;
  /** Of the edge that leads here from the step above; null for the root. */
  readonly confidence: CauseLink['confidence'] | null;
  /** The record that was asked about. */
  readonly asked: boolean;
  /** It leads back into the chain: what follows is there already. */
  readonly repeated: boolean;
}

/** A record's causes, back to the first, and everything that followed from that. */
export interface Chain {
  /**
   * The root first; below each step what it caused, in the order of the times: a tree, read from top to
   * bottom.
   */
  readonly steps: readonly ChainStep[];
  /** There is more behind the root: the way back was too long. */
  readonly cutBefore: boolean;
  /** There is more that followed: it was too deep or too much. */
  readonly cutAfter: boolean;
}

export interface ChainLimits {
  /** Edges back to the root, and edges forward from the record that was asked about. */
  readonly depth: number;
  readonly steps: number;
}

const usual: ChainLimits = { depth: 50, steps: 500 };

/**
 * Follows what caused a record back to its root, and everything that the root caused forward: across pages (a
 * write, the event that it became) and within one (an event, what its handlers wrote). The way from the root
 * to the record is never cut.
 */
export function chainOf(
  correlator: Pick<Correlator, 'causes' | 'record'>,
  asked: RecordRef,
  limits: ChainLimits = usual,
): Chain {
  const { way, cut } = wayBack(correlator, asked, limits.depth);
  const steps: ChainStep[] = [];
  const seen = new Set<string>();
  /** What the way leads over: it comes in any case. */
  const onWay = new Set(way.map(({ record }) => nameOf(record)));
  let reserved = way.length;
  let cutAfter = false;

  /** Steps that wait for their turn, the next one last. */
  const waiting: Omit<ChainStep, 'asked' | 'repeated'>[] = [];
  const [root] = way;
  if (root) waiting.push({ record: root.record, depth: 0, confidence: null });
  const deepest = way.length - 1 + limits.depth;

  for (let step = waiting.pop(); step; step = waiting.pop()) {
    const name = nameOf(step.record);
    const repeated = seen.has(name);
    const isOnWay = onWay.has(name) && !repeated;
    if (!isOnWay && steps.length + reserved >= limits.steps) {
      cutAfter = true;
      continue;
    }
    if (isOnWay) reserved -= 1;
    seen.add(name);
    steps.push({ ...step, asked: name === nameOf(asked), repeated });
    if (repeated) continue;
    const caused = inOrder(correlator, correlator.causes(step.record).caused);
    if (step.depth >= deepest) cutAfter ||= caused.length > 0;
    else
      for (const { record, confidence } of caused.reverse())
        waiting.push({ record, confidence, depth: step.depth + 1 });
  }
  return { steps, cutBefore: cut, cutAfter };
}

/** From the root to the record. A cycle, which only clocks that disagree can make, ends it. */
function wayBack(
  correlator: Pick<Correlator, 'causes'>,
  asked: RecordRef,
  depth: number,
): { readonly way: readonly { readonly record: RecordRef }[]; readonly cut: boolean } {
  const way = [{ record: asked }];
  const seen = new Set([nameOf(asked)]);
  for (
    let { causedBy } = correlator.causes(asked);
    causedBy;
    { causedBy } = correlator.causes(causedBy.record)
  ) {
    const name = nameOf(causedBy.record);
    if (seen.has(name)) break;
    if (way.length > depth) return { way, cut: true };
    seen.add(name);
    way.unshift({ record: causedBy.record });
  }
  return { way, cut: false };
}

function inOrder(correlator: Pick<Correlator, 'record'>, links: readonly CauseLink[]): CauseLink[] {
  const timeOf = ({ record }: CauseLink): number => correlator.record(record)?.time ?? 0;
  return [...links].sort((a, b) => timeOf(a) - timeOf(b));
}
