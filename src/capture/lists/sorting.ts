import type { Unit } from './folding';
import type { Known } from '../known';
import type { Rows } from '../rows/rows';
import type { ExchangeRow } from '../rows/row-types';
import type { SortColumn, View } from '../view';
import { spansText } from '../../shown/spans-text';

/** Units in the order of a column; those that are equal in it by time. */
export function sortUnits(
  units: readonly Unit[],
  { sort, mode }: View,
  rows: Rows,
  known: Known,
): readonly Unit[] {
  if (!sort) return units;
  const { by, descending } = sort;
  const sign = descending ? -1 : 1;
  if (by === 'time') return descending ? [...units].reverse() : units;
  const keyed = units.map((unit) => ({ unit, key: keyOf(unit) }));
  return keyed
    .sort((a, b) => sign * compare(a.key, b.key) || a.unit.head.time - b.unit.head.time)
    .map(({ unit }) => unit);

  function keyOf(unit: Unit): string | number {
    const row =
      mode === 'events' ? rows.event(unit.head) : rows.exchange(unit.head, { depth: 0, expanded: false });
    return columnOf(row, by, known);
  }
}

type Sortable = Pick<
  ExchangeRow,
  'time' | 'writers' | 'place' | 'channel' | 'subject' | 'content' | 'size' | 'reached' | 'slowest' | 'marks'
>;

function columnOf(row: Sortable, by: SortColumn, { names }: Known): string | number {
  switch (by) {
    case 'time':
      return row.time;
    case 'from': {
      const [writer] = row.writers;
      const { letter, title } = names.of(writer ?? '');
      return writer === undefined ? `~ ${row.place ?? ''}` : `${letter.padStart(3)} ${title}`;
    }
    case 'channel':
      return `${row.channel.kind} ${row.channel.name} ${row.subject}`;
    case 'content':
      return spansText(row.content);
    case 'size':
      return row.size ?? -1;
    case 'reached':
      return (
        row.reached.filter(({ verdict }) => verdict === 'arrived' || verdict === 'sent').length -
        row.reached.length
      );
    case 'slowest':
      return row.slowest?.milliseconds ?? -1;
    case 'finding': {
      const [mark] = row.marks;
      return mark ? `${mark.severity} ${mark.code}` : '~';
    }
  }
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}
