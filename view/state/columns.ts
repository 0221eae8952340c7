import { signal, type Signal } from '@preact/signals';
import type { Sort } from '../../src/capture/view';
import { fields, finite, flag, list, oneOf } from '../../src/record/parse';
import { forSite, recall, remember } from '../browser/remembered';

export const columnNames = [
  'time',
  'from',
  'channel',
  'content',
  'size',
  'reached',
  'slowest',
  'finding',
] as const;
export type ColumnName = (typeof columnNames)[number];

/** Pixels at first; the content takes the rest. */
const usual: { readonly [name in ColumnName]: number } = {
  time: 84,
  from: 116,
  channel: 122,
  content: 130,
  size: 54,
  reached: 104,
  slowest: 78,
  finding: 72,
};
const least = 32;

/** Which columns a list has, how wide, and what it is sorted by. */
export interface Columns {
  readonly hidden: readonly ColumnName[];
  readonly widths: { readonly [name in ColumnName]?: number };
  readonly sort: Sort | null;
}

export type ColumnsSignal = Signal<Columns>;

/** Lists whose columns are remembered apart, with what differs at first where there is less room. */
const firstColumns = {
  columns: { hidden: [], widths: {} },
  popupColumns: { hidden: ['size'], widths: {} },
  sideColumns: {
    hidden: ['size', 'slowest', 'finding'],
    widths: { time: 66, from: 32, channel: 92, content: 70, reached: 62 },
  },
} as const satisfies { readonly [list: string]: Omit<Columns, 'sort'> };
export type ColumnsOf = keyof typeof firstColumns;

/** As the user left them for the site. */
export function recalledColumns(origin: string, of: ColumnsOf): ColumnsSignal {
  const given = fields(recall(forSite(origin))[of]);
  const sort = fields(given?.sort);
  const by = oneOf(columnNames, sort?.by);
  const widths = fields(given?.widths) ?? {};
  return signal({
    hidden: list(given?.hidden, (name) => oneOf(columnNames, name)) ?? firstColumns[of].hidden,
    widths: {
      ...firstColumns[of].widths,
      ...Object.fromEntries(
        columnNames.flatMap((name) => {
          const width = finite(widths[name]);
          return width === undefined ? [] : [[name, Math.max(least, width)]];
        }),
      ),
    },
    sort: by ? { by, descending: flag(sort?.descending) ?? false } : null,
  });
}

export function rememberColumns(origin: string, of: ColumnsOf, columns: Columns): void {
  remember(forSite(origin), { [of]: columns });
}

export function shownColumns({ hidden }: Columns): ColumnName[] {
  return columnNames.filter((name) => !hidden.includes(name));
}

export function widthOf({ widths }: Columns, name: ColumnName): number {
  return Math.max(least, widths[name] ?? usual[name]);
}

/** For `grid-template-columns`: the arrow that opens a row, then the columns. */
export function template(columns: Columns): string {
  const tracks = shownColumns(columns).map((name) => {
    const width = widthOf(columns, name);
    return name === 'content' ? `minmax(${width}px, 1fr)` : `${width}px`;
  });
  return ['20px', ...tracks].join(' ');
}

/** A click on a head: up, down, and back to the order of time. */
export function sortedBy({ sort }: Columns, by: ColumnName): Sort | null {
  if (sort?.by !== by) return { by, descending: by === 'slowest' || by === 'size' || by === 'finding' };
  const first = by === 'slowest' || by === 'size' || by === 'finding';
  return sort.descending === first ? { by, descending: !first } : null;
}
