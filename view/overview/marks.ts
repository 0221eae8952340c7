import type { RateMark } from '../../src/capture/rates/types';
import { severities } from '../../src/findings/types';
import type { TimeScale } from '../parts/time-scale';

/** Findings that are too close to each other to be seen apart: the most severe stands for all. */
export interface MarkGroup {
  readonly x: number;
  readonly marks: readonly RateMark[];
  readonly worst: RateMark;
}

/** `marks` in the order of time; those within so many pixels of the first of a group are in it. */
export function groupMarks(marks: readonly RateMark[], scale: TimeScale, apart: number): MarkGroup[] {
  const groups: { x: number; marks: RateMark[]; worst: RateMark }[] = [];
  for (const mark of marks) {
    const x = scale.toPixel(mark.time);
    const last = groups.at(-1);
    if (!last || x - last.x >= apart) groups.push({ x, marks: [mark], worst: mark });
    else {
      last.marks.push(mark);
      if (severities.indexOf(mark.severity) < severities.indexOf(last.worst.severity)) last.worst = mark;
    }
  }
  return groups;
}
