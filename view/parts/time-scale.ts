import type { TimeWindow } from '../../src/capture/view';

/** Times and pixels of a picture: `range` over `width` pixels. */
export interface TimeScale {
  readonly range: TimeWindow;
  readonly width: number;
  toPixel(time: number): number;
  toTime(pixel: number): number;
}

export function scaleOf(range: TimeWindow, width: number): TimeScale {
  const perPixel = (range.to - range.from) / Math.max(1, width) || 1;
  return {
    range,
    width,
    toPixel: (time) => (time - range.from) / perPixel,
    toTime: (pixel) => range.from + pixel * perPixel,
  };
}

/** Bins are this much wider at each step, so that they stand still between two steps while traffic comes. */
const growth = 1.1;

/** From the first record to a little after the last: as far as whole bins go. */
export function steadyRange(first: number, last: number, bins: number): TimeWindow {
  const least = Math.max(1, (last - first) / Math.max(1, bins));
  const width = growth ** Math.ceil(Math.log(least) / Math.log(growth));
  return { from: first, to: first + width * Math.max(1, bins) };
}

const seconds = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30];
const minutes = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440];
const steps = [...seconds.map((step) => step * 1_000), ...minutes.map((step) => step * 60_000)];

/** Times of marks on an axis, round ones counted from `zero`, at least so many pixels apart. */
export function ticksOf({ range, toPixel, width }: TimeScale, zero: number, apart: number): number[] {
  const perTick = ((range.to - range.from) * apart) / Math.max(1, width);
  const day = steps.at(-1) ?? 1;
  const step = steps.find((one) => one >= perTick) ?? Math.ceil(perTick / day) * day;
  const ticks: number[] = [];
  for (let at = Math.ceil((range.from - zero) / step); zero + at * step < range.to; at += 1)
    if (toPixel(zero + at * step) > 0) ticks.push(zero + at * step);
  return ticks;
}

/** A window within a range, not shorter than `least` milliseconds; the whole range is none. */
export function windowIn(range: TimeWindow, { from, to }: TimeWindow, least: number): TimeWindow | null {
  const [start, end] = from <= to ? [from, to] : [to, from];
  const length = Math.max(least, end - start);
  const begin = Math.max(range.from, Math.min(start, range.to - length));
  const cut = { from: begin, to: Math.min(range.to, Math.max(end, begin + length)) };
  return cut.from <= range.from && cut.to >= range.to ? null : cut;
}

/** The same length, so many milliseconds later or earlier, as far as the range goes. */
export function moved(range: TimeWindow, { from, to }: TimeWindow, by: number): TimeWindow {
  const shift = Math.max(range.from - from, Math.min(by, range.to - to));
  return { from: from + shift, to: to + shift };
}

/** As seen from nearer, or with a `factor` above 1 from farther away; the time at `pixel` stays there. */
export function zoomed({ range, toTime }: TimeScale, factor: number, pixel: number): TimeWindow {
  const at = toTime(pixel);
  return { from: at - (at - range.from) * factor, to: at + (range.to - at) * factor };
}
