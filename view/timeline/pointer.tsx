import type { Signal } from '@preact/signals';
import type { TimeScale } from '../parts/time-scale';
import { hitAt } from './hit';
import { rulerHeight } from './layout';
import type { Picture } from './picture';
import type { Point } from './shapes';

interface PointerProps {
  readonly pointer: Signal<Point | null>;
  readonly picture: { readonly current: Picture | null };
  readonly left: number;
  readonly size: { readonly width: number; readonly height: number };
  readonly scale: TimeScale;
  readonly text: (time: number) => string;
  readonly children: (hit: NonNullable<ReturnType<typeof hitAt>>) => preact.ComponentChildren;
}

/** Most that a tooltip takes, in pixels. */
const tipSize = { width: 300, height: 130 };

/**
 * The time below the pointer, and what it is on. Drawn apart: the picture stands still while the pointer
 * moves.
 */
export function Pointer({ pointer, picture, left, size, scale, text, children }: PointerProps) {
  const at = pointer.value;
  if (!at) return null;
  const [x, y] = at;
  const hit = picture.current && y > rulerHeight ? hitAt(picture.current, at) : null;
  const isRight = x + 16 + tipSize.width > size.width;
  const isLow = y + 16 + tipSize.height > size.height;
  return (
    <div
      class="pointer"
      aria-hidden="true"
      style={{ left: `${left}px`, width: `${size.width}px`, height: `${size.height}px` }}
    >
      <i class="cursor" style={{ left: `${x}px` }} />
      <output class="cursor-time" style={{ left: `clamp(0px, ${x}px - 34px, 100% - 68px)` }}>
        {text(scale.toTime(x))}
      </output>
      {hit && (
        <div
          class="tip"
          style={{
            [isRight ? 'right' : 'left']: `${Math.max(0, isRight ? size.width - x + 12 : x + 14)}px`,
            [isLow ? 'bottom' : 'top']: `${Math.max(0, isLow ? size.height - y + 10 : y + 14)}px`,
          }}
        >
          {children(hit)}
        </div>
      )}
    </div>
  );
}
