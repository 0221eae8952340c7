const height = 14;
const step = 4;

/**
 * A bar a second, the latest last; `most`: what the highest stands for, so that rows can be compared. Roots:
 * little is seen beside much.
 */
export function Bars({
  bars,
  most,
  kind,
  label,
}: {
  readonly bars: readonly number[];
  readonly most: number;
  /** Of its icon: names the colour. */
  readonly kind: string;
  readonly label: string;
}) {
  const width = bars.length * step;
  return (
    <svg
      class={`bars k-${kind}`}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      {bars.map((count, index) => {
        const high = count === 0 ? 1 : Math.max(2, Math.round(Math.sqrt(count / Math.max(1, most)) * height));
        return (
          <rect
            key={index}
            x={index * step}
            y={height - high}
            width={step - 1}
            height={high}
            class={count === 0 ? 'none' : ''}
          />
        );
      })}
    </svg>
  );
}
