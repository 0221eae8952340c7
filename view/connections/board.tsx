import type { ComponentChildren } from 'preact';
import type { Board } from '../../src/capture/connections/types';
import type { Mark } from '../../src/capture/rows/row-types';
import { n, t } from '../browser/i18n';
import { Icon, type IconName } from '../parts/icons';
import type { Around } from './around';
import { Marks } from './cells';

/** A kind of channel, with how many there are; nothing where there are none. */
export function Section({
  icon,
  title,
  note,
  total,
  shown,
  children,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly note: string;
  readonly total: number;
  readonly shown: number;
  readonly children: ComponentChildren;
}) {
  if (total === 0) return null;
  return (
    <section class={`board board-${icon}`}>
      <h2>
        <span class={`k-${icon}`}>
          <Icon name={icon} />
        </span>{' '}
        {title} <span class="note">{note}</span>
      </h2>
      {children}
      {total > shown && <p class="more">{t('boards_more', n(total - shown))}</p>}
    </section>
  );
}

/** `title`: '' for a column that needs none. */
export interface Column<Row> {
  readonly title: string;
  readonly class?: string;
  /** What it means, as a tooltip. */
  readonly why?: string;
  cell(row: Row, index: number): ComponentChildren;
}

/**
 * A kind of channel as a table, whose last column leads to findings where rows have `marks`. Without titles
 * it has no head.
 */
export function TableBoard<Row extends { readonly marks?: readonly Mark[] }>({
  icon,
  title,
  note,
  board: { total, rows },
  around,
  columns,
  keyOf,
  look,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly note: string;
  readonly board: Board<Row>;
  readonly around?: Around;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row, index: number) => string | number;
  /** A class of the row. */
  readonly look: (row: Row, index: number) => string;
}) {
  return (
    <Section icon={icon} title={title} note={note} total={total} shown={rows.length}>
      <table>
        {columns.some((column) => column.title !== '') && (
          <thead>
            <tr>
              {columns.map((column, at) => (
                <th key={at} scope="col" class={column.class ?? ''} title={column.why}>
                  {column.title}
                </th>
              ))}
              {around && (
                <th scope="col">
                  <span class="visually-hidden">{t('view_findings')}</span>
                </th>
              )}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map((row, index) => (
            <tr key={keyOf(row, index)} class={look(row, index)}>
              {columns.map((column, at) => (
                <td key={at} class={column.class ?? ''}>
                  {column.cell(row, index)}
                </td>
              ))}
              {around && (
                <td class="marks">
                  <Marks marks={row.marks ?? []} around={around} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
