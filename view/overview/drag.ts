import type { TimeWindow } from '../../src/capture/types';
import { moved } from '../parts/time-scale';

/** The pointer is down on a part of the strip: an edge of the window, its body, or nothing of it. */
export interface Drag {
  readonly part: 'from' | 'to' | 'body' | 'new';
  /** The time and the pixel where it began. */
  readonly start: number;
  readonly x: number;
  readonly range: TimeWindow;
  readonly before: TimeWindow | null;
}

/** The window that a drag has made so far. An edge may go past the other. */
export function dragged({ part, start, range, before }: Drag, at: number): TimeWindow {
  const { from, to } = before ?? range;
  switch (part) {
    case 'from':
      return { from: at, to };
    case 'to':
      return { from, to: at };
    case 'body':
      return moved(range, { from, to }, at - start);
    case 'new':
      return { from: start, to: at };
  }
}
