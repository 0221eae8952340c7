import type { TimeWindow } from '../../src/capture/view';
import { moved } from '../parts/time-scale';
import type { Instant } from '../state/instants';

/** The pointer is down on the strip, and what is below it stands still. */
interface Grip {
  /** The pixel where it began. */
  readonly x: number;
  readonly range: TimeWindow;
}

/** On an edge of the window, its body, or nothing of it. */
export interface WindowDrag extends Grip {
  readonly part: 'from' | 'to' | 'body' | 'new';
  /** The time where it began. */
  readonly start: number;
  readonly before: TimeWindow | null;
}

export interface InstantDrag extends Grip {
  readonly part: Instant;
  /** Where the instant was; null: at the latest, or nothing was compared. */
  readonly before: number | null;
}

export type Drag = WindowDrag | InstantDrag;

export function isOfInstant(drag: Drag): drag is InstantDrag {
  return drag.part === 'at' || drag.part === 'since';
}

/** The window that a drag has made so far. An edge may go past the other. */
export function dragged({ part, start, range, before }: Omit<WindowDrag, 'x'>, at: number): TimeWindow {
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
