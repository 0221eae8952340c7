import { t } from '../browser/i18n';
import { Icon } from '../parts/icons';
import { Menu } from '../parts/menu';
import { columnNames, shownColumns, sortedBy, type ColumnName, type ColumnsSignal } from '../state/columns';

/**
 * The heads of the columns: a click sorts, the border at their end resizes, the menu says which there are.
 */
export function MessageHead({ columns }: { readonly columns: ColumnsSignal }) {
  const { sort } = columns.value;
  return (
    <div role="row" class="head" aria-rowindex={1}>
      <span role="columnheader" class="choose">
        <ColumnMenu columns={columns} />
      </span>
      {shownColumns(columns.value).map((name) => (
        <span
          role="columnheader"
          key={name}
          class={name}
          aria-sort={sort?.by !== name ? undefined : sort.descending ? 'descending' : 'ascending'}
        >
          <button
            type="button"
            class="sort"
            tabIndex={-1}
            title={t('sort_title')}
            onClick={(event) => {
              event.stopPropagation();
              columns.value = { ...columns.value, sort: sortedBy(columns.value, name) };
            }}
          >
            {t(`column_${name}`)}
            {sort?.by === name && <Icon name={sort.descending ? 'down' : 'up'} />}
          </button>
          <Edge name={name} columns={columns} />
        </span>
      ))}
    </div>
  );
}

/** Drags the end of a column; a double click gives it its first width again. */
function Edge({ name, columns }: { readonly name: ColumnName; readonly columns: ColumnsSignal }) {
  return (
    <span
      class="edge"
      role="presentation"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        event.preventDefault();
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const head = event.currentTarget.parentElement?.getBoundingClientRect();
        if (!head) return;
        const { widths } = columns.value;
        columns.value = {
          ...columns.value,
          widths: { ...widths, [name]: Math.round(event.clientX - head.left) },
        };
      }}
      onDblClick={() => {
        const widths = Object.entries(columns.value.widths).filter(([one]) => one !== name);
        columns.value = { ...columns.value, widths: Object.fromEntries(widths) };
      }}
    />
  );
}

function ColumnMenu({ columns }: { readonly columns: ColumnsSignal }) {
  return (
    <Menu class="column-menu" label={t('columns_choose')} face={<Icon name="columns" />}>
      {() =>
        columnNames
          .filter((name) => name !== 'content')
          .map((name) => {
            const { hidden } = columns.value;
            return (
              <label key={name}>
                <input
                  type="checkbox"
                  checked={!hidden.includes(name)}
                  onChange={() => {
                    columns.value = {
                      ...columns.value,
                      hidden: hidden.includes(name)
                        ? hidden.filter((one) => one !== name)
                        : [...hidden, name],
                    };
                  }}
                />
                {t(`column_${name}`)}
              </label>
            );
          })
      }
    </Menu>
  );
}
