import type { Arrival, Arrow, Block, TimelineAnswer } from '../../src/capture/timeline/types';
import type { TimeWindow } from '../../src/capture/view';
import type { Severity, FindingCode } from '../../src/findings/types';
import type { TimeScale } from '../parts/time-scale';
import { rulerHeight, type LanePlace, type Layout } from './layout';
import type { Point } from './shapes';

/** Where a finding was last seen. */
export interface Region {
  readonly id: string;
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly from: number;
  readonly to: number;
  readonly lanes: readonly string[];
}

/** All that is drawn, and where: times by one scale, lanes by one layout. */
export interface Picture {
  readonly answer: TimelineAnswer;
  readonly regions: readonly Region[];
  readonly scale: TimeScale;
  readonly layout: Layout;
  /** Pixels that the lanes are scrolled down. */
  readonly scrolled: number;
  /** Of what is in sight. */
  readonly height: number;
  /** The row that is selected: it is marked in a block too. */
  readonly selected: { readonly id: string; readonly time: number; readonly lane: string | null } | null;
  /** A span that is being drawn. */
  readonly span: TimeWindow | null;
}

/** Pixels that a failed delivery, which took no time, leans by. */
const lean = 7;

export function placeOf({ layout, scrolled }: Picture, lane: string): LanePlace | null {
  const place = layout.places.get(lane);
  return place ? { ...place, top: place.top - scrolled, middle: place.middle - scrolled } : null;
}

/** The line of a lane; above all lanes for what nobody knows, or is not among them. */
export function lineOf(picture: Picture, lane: string | null): number {
  const place = lane === null ? null : placeOf(picture, lane);
  return place ? place.middle : rulerHeight + 3 - picture.scrolled;
}

export function startOf(picture: Picture, { time, lane }: Pick<Arrow, 'time' | 'lane'>): Point {
  return [picture.scale.toPixel(time), lineOf(picture, lane)];
}

export function endOf(picture: Picture, arrow: Arrow, { time, lane }: Arrival): Point {
  const x = picture.scale.toPixel(time ?? arrow.time);
  return [time === null ? x + lean : x, lineOf(picture, lane)];
}

/** Left, top, width, height; null where none of its lanes is known. */
export function boxOf(
  picture: Picture,
  { from, to, lanes }: Pick<Block, 'from' | 'to' | 'lanes'>,
  margin: number,
): readonly [number, number, number, number] | null {
  const lines = lanes.flatMap((lane) => (picture.layout.places.has(lane) ? [lineOf(picture, lane)] : []));
  if (lines.length === 0) return null;
  const top = Math.min(...lines) - margin;
  const left = picture.scale.toPixel(from);
  return [left, top, Math.max(3, picture.scale.toPixel(to) - left), Math.max(...lines) + margin - top];
}

/** Whether some of it is in sight. */
export function isInSight({ scale }: Picture, from: number, to: number): boolean {
  return scale.toPixel(from) <= scale.width + 80 && scale.toPixel(to) >= -80;
}

export function lastTime({ time, arrivals }: Arrow): number {
  return arrivals.reduce((last, arrival) => Math.max(last, arrival.time ?? 0), time);
}
