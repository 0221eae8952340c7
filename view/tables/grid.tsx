import { Fragment, type ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { n, t } from '../browser/i18n';
import { visibleText } from '../../src/visible';
import './grid.css';

/** Height of a row in CSS pixels, as in grid.css: all rows are alike, so what is in sight is a division away (docs/decisions/0004). */
const rowHeight = 22;
const headHeight = 23;
const overscan = 8;

interface Props<T> {
  readonly rows: readonly T[];
  readonly label: string;
  /** Which columns it has, for grid.css. */
  readonly kind: 'records' | 'contexts' | 'latencies' | 'storage';
  readonly columns: readonly { readonly name: string; readonly title: string }[];
  readonly keyOf: (item: T) => string;
  /** A row: a GridRow. */
  readonly render: (item: T, index: number, selected: boolean) => ComponentChildren;
  readonly selected: T | null;
  readonly select: (item: T | null) => void;
  /** Enter or a click: shows more of the selected row. */
  readonly open: () => void;
  /** Stays at the newest, which are last, while the end is in sight. */
  readonly followEnd?: boolean;
}

/** Rows of one height, of which only those in sight are drawn; arrow keys, Page Up and Down, Home and End select. */
export function Grid<T>(props: Props<T>) {
  const { rows, selected, select, open, followEnd = false } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const atEnd = useRef(followEnd);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      setView((now) => ({ ...now, height: element.clientHeight }));
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [rows.length]);

  // The details open and close below, and others select too: a selected row stays in sight.
  useLayoutEffect(() => {
    const element = scroller.current;
    const at = selected ? rows.indexOf(selected) : -1;
    if (at >= 0) reveal(at);
    else if (element && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [view.height, selected]);

  function onScroll(event: Event): void {
    const element = event.currentTarget as HTMLDivElement;
    atEnd.current = followEnd && element.scrollTop + element.clientHeight >= element.scrollHeight - rowHeight;
    setView({ top: element.scrollTop, height: element.clientHeight });
  }

  function go(index: number): void {
    const to = Math.max(0, Math.min(rows.length - 1, index));
    select(rows[to] ?? null);
    reveal(to);
  }

  function reveal(index: number): void {
    const element = scroller.current;
    if (!element) return;
    const top = index * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    const room = element.clientHeight - headHeight - rowHeight;
    if (top > element.scrollTop + room) element.scrollTop = top - room;
  }

  function onKeyDown(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(view.height / rowHeight) - 2);
    const at = selected ? rows.indexOf(selected) : -1;
    const target = new Map([
      ['ArrowDown', at + 1],
      ['j', at + 1],
      ['k', at < 0 ? rows.length - 1 : at - 1],
      ['ArrowUp', at < 0 ? rows.length - 1 : at - 1],
      ['PageDown', at + page],
      ['PageUp', at - page],
      ['Home', 0],
      ['End', rows.length - 1],
    ]).get(event.key);
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (target !== undefined && rows.length > 0) go(target);
    else if (event.key === 'Enter' && selected) open();
    else return;
    event.preventDefault();
  }

  function onClick(event: MouseEvent): void {
    const index = (event.target as Element).closest<HTMLElement>('[data-index]')?.dataset.index;
    if (index === undefined) return;
    select(rows[Number(index)] ?? null);
    open();
  }

  const from = Math.max(0, Math.floor(view.top / rowHeight) - overscan);
  const to = Math.min(rows.length, Math.ceil((view.top + view.height) / rowHeight) + overscan);
  const inSight = rows.slice(from, to);
  const selectedIndex = selected ? inSight.indexOf(selected) : -1;
  return (
    <div
      class={`table ${props.kind}`}
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={selectedIndex >= 0 ? `row-${from + selectedIndex}` : undefined}
      tabIndex={0}
      ref={scroller}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div role="row" class="head" aria-rowindex={1}>
        {props.columns.map(({ name, title }) => (
          <span role="columnheader" key={name} class={name}>
            {title}
          </span>
        ))}
      </div>
      {/* With its unit: Preact 11 adds none to a number. */}
      <div class="rows" role="rowgroup" style={{ height: `${rows.length * rowHeight}px` }}>
        <div class="in-sight" role="presentation" style={{ transform: `translateY(${from * rowHeight}px)` }}>
          {inSight.map((item, index) => (
            <Fragment key={props.keyOf(item)}>{props.render(item, from + index, item === selected)}</Fragment>
          ))}
        </div>
      </div>
      <span class="visually-hidden" aria-live="polite">
        {t(`count_${props.kind}`, n(rows.length))}
      </span>
    </div>
  );
}

interface RowProps {
  readonly index: number;
  readonly selected: boolean;
  readonly class?: string;
  readonly data?: { readonly [name: `data-${string}`]: string | number };
  readonly children: ComponentChildren;
}

/** What every row of a grid has. */
export function GridRow({ index, selected, class: more = '', data = {}, children }: RowProps) {
  return (
    <div
      role="row"
      id={`row-${index}`}
      aria-rowindex={index + 2}
      aria-selected={selected}
      class={`row ${more}`}
      data-index={index}
      {...data}
    >
      {children}
    </div>
  );
}

/** A cell; its title is a tooltip, which may be a text of a page. */
export function Cell({
  class: name,
  title,
  children,
}: {
  readonly class: string;
  readonly title?: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <span role="gridcell" class={name} title={title && visibleText(title, true)}>
      {children}
    </span>
  );
}
