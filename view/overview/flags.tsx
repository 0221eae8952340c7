import type { TimeScale } from '../parts/time-scale';
import type { Selection } from '../state/selection';

interface Props {
  readonly selection: Selection;
  readonly scale: TimeScale;
  /** Where the instant is that nobody has moved. */
  readonly latest: number;
  /** Pixels left of the scale. */
  readonly margin: number;
}

/**
 * The instant that State shows, and the one that it compares with: the pointer drags them, keys move the
 * sliders of State.
 */
export function Flags({ selection, scale, latest, margin }: Props) {
  return (
    <>
      {(['since', 'at'] as const).map((name) => {
        const time = selection[name].value ?? (name === 'at' ? latest : null);
        if (time === null) return null;
        const x = Math.max(0, Math.min(scale.width, scale.toPixel(time)));
        return (
          <div
            key={name}
            class={`flag ${name}`}
            aria-hidden="true"
            data-time={time}
            style={{ left: `${margin + Math.round(x)}px` }}
          />
        );
      })}
    </>
  );
}
