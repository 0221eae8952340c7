import type { Lane } from '../../src/capture/timeline/types';

/** Pixels of the ruler above the lanes. */
export const rulerHeight = 24;

/** Where a lane is, from the top of all lanes. */
export interface LanePlace {
  readonly top: number;
  readonly height: number;
  /** Of its line. */
  readonly middle: number;
}

export interface Layout {
  readonly places: ReadonlyMap<string, LanePlace>;
  /** Of all lanes with the ruler. */
  readonly height: number;
}

/** From what is just readable to what reads well; workers and servers have neither states nor locks. */
const sizes = { tab: [40, 92], frame: [32, 72], place: [26, 56] } as const;

/** Lanes fill the height where they can; where there are many the rest is scrolled to. */
export function layoutOf(lanes: readonly Lane[], height: number): Layout {
  const ranges = lanes.map(({ channel, isFrame }) => sizes[channel ? 'place' : isFrame ? 'frame' : 'tab']);
  const least = ranges.reduce((sum, [low]) => sum + low, rulerHeight);
  const most = ranges.reduce((sum, [, high]) => sum + high, rulerHeight);
  const share = Math.max(0, Math.min(1, (height - least) / Math.max(1, most - least)));
  const places = new Map<string, LanePlace>();
  let top = rulerHeight;
  lanes.forEach(({ id }, index) => {
    const [low, high] = ranges[index] ?? sizes.tab;
    const tall = Math.floor(low + (high - low) * share);
    places.set(id, { top, height: tall, middle: top + Math.round(tall / 2) });
    top += tall;
  });
  return { places, height: top };
}
