import type { Documents } from '../state/history';
import type { TimeScale } from '../parts/time-scale';

/** Pixels that they take, and that two of them are apart: the most, and the least. */
export const lanesHeight = 14;
const apart = { most: 4, least: 2 };

interface Lane {
  readonly letter: string;
  readonly colour: number;
  /** Milliseconds since the epoch; `to` is null where the document is there. */
  readonly there: { readonly from: number; readonly to: number | null }[];
}

/** A thin line for each tab while it was there, as many as there is room for. */
export function Lanes({
  documents,
  scale,
  top,
}: {
  readonly documents: Documents;
  readonly scale: TimeScale;
  readonly top: number;
}) {
  const lanes = lanesOf(documents);
  const pitch = Math.max(
    apart.least,
    Math.min(apart.most, Math.floor(lanesHeight / Math.max(1, lanes.length))),
  );
  const inside = (time: number): number => Math.max(0, Math.min(scale.width, scale.toPixel(time)));
  return (
    <g class="lanes">
      {lanes.slice(0, Math.floor(lanesHeight / pitch)).map(({ letter, colour, there }, index) => (
        <path
          key={letter}
          class={`colour-${colour}`}
          data-tab={letter}
          d={there
            .map(({ from, to }) => {
              const left = inside(from);
              return `M${left} ${top + index * pitch}h${Math.max(1, inside(to ?? scale.range.to) - left)}`;
            })
            .join('')}
        />
      ))}
    </g>
  );
}

function lanesOf({ names, contexts }: Documents): readonly Lane[] {
  const lanes = new Map<string, Lane>();
  const infos = new Map(contexts.map((info) => [info.context.id, info]));
  for (const { id, letter, colour, isFrame, gone } of names) {
    const info = infos.get(id);
    if (isFrame || !info) continue;
    const lane = lanes.get(letter) ?? { letter, colour, there: [] };
    const { created, ended } = info.context;
    lane.there.push({ from: created, to: ended ?? (gone ? info.since : null) });
    lanes.set(letter, lane);
  }
  return [...lanes.values()];
}
