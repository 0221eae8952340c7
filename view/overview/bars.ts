import type { RateAnswer, RatePart } from '../../src/capture/rates/types';
import type { TimeScale } from '../parts/time-scale';

/** What is drawn of a rate: one path for each kind of channel or colour of tabs, stacked from below. */
export interface BarPath {
  readonly part: RatePart['part'];
  readonly d: string;
}

/** `most`: what fills the height; little is to be seen beside much. */
export function barPaths(rate: RateAnswer, scale: TimeScale, height: number, most: number): BarPath[] {
  if (!rate.range || most === 0) return [];
  const left = scale.toPixel(rate.range.from);
  const right = scale.toPixel(rate.range.to);
  const tops: number[] = [];
  return rate.parts.map(({ part, counts }) => {
    const width = (right - left) / counts.length;
    const bar = round(Math.max(1, width - 1));
    let d = '';
    counts.forEach((count, bin) => {
      if (count === 0) return;
      const below = tops[bin] ?? 0;
      const tall = Math.max(1, (count / most) * height);
      const top = Math.min(height, below + tall);
      tops[bin] = top;
      if (top > below)
        d += `M${round(left + bin * width)} ${round(height - top)}h${bar}v${round(top - below)}h-${bar}z`;
    });
    return { part, d };
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
