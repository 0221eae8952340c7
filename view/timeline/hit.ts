import type { Arrow, Block } from '../../src/capture/timeline/types';
import { drawnOf } from './draw-messages';
import { boxOf, endOf, isInSight, lastTime, startOf, type Picture, type Region } from './picture';
import type { Point } from './shapes';

/** What the pointer is on. */
export type Hit = { readonly arrow: Arrow } | { readonly block: Block } | { readonly region: Region };

/** Pixels from an arrow at which it is pointed at. */
const near = 6;

/** The nearest arrow; else the block, else the finding, around a point. */
export function hitAt(picture: Picture, point: Point): Hit | null {
  let best: Arrow | null = null;
  let least = near;
  for (const arrow of picture.answer.arrows) {
    if (!isInSight(picture, arrow.time, lastTime(arrow))) continue;
    const from = startOf(picture, arrow);
    const distances = drawnOf(arrow).map((arrival) => distance(point, from, endOf(picture, arrow, arrival)));
    const nearest = Math.min(distance(point, from, from), ...distances);
    if (nearest >= least) continue;
    least = nearest;
    best = arrow;
  }
  if (best) return { arrow: best };
  const block = picture.answer.blocks.find((one) => isIn(point, boxOf(picture, one, 5)));
  if (block) return { block };
  const region = picture.regions.find((one) => isIn(point, boxOf(picture, one, 20)));
  return region ? { region } : null;
}

function isIn([x, y]: Point, box: ReturnType<typeof boxOf>): boolean {
  if (!box) return false;
  const [left, top, width, height] = box;
  return x >= left - 2 && x <= left + width + 2 && y >= top && y <= top + height;
}

function distance(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const along = ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / (dx * dx + dy * dy || 1);
  const part = Math.max(0, Math.min(1, along));
  return Math.hypot(from[0] + part * dx - point[0], from[1] + part * dy - point[1]);
}
