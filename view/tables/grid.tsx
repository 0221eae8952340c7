import { Fragment, type ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { n, t } from '../browser/i18n';
import { visibleText } from '../../src/shown/visible';
import './grid.css';

/**
 * Height of a row in CSS pixels, as in grid.css: all rows are alike, so what is in sight is a division away
 * (docs/decisions/0004).
 */
const rowHeight = 22;
const headHeight = 23;
const overscan = 8;

/** Rows `from` (included) to `to` (not included); negative ones count from the end. */
export interface Sight {
  readonly from: number;
  readonly to: number;
}

/** The rows that a grid is given are a part of more. */
export interface Part<T> {
  /** Index of the first of them. */
  readonly first: number;
  readonly total: number;
  /** Hears which are in sight. */
  see(sight: Sight): void;
  rowAt(index: number): Promise<T | null>;
  /** The selected row where it is none of them; -1: its index is not known. */
  readonly selected: { readonly key: string; readonly index: number } | null;
}

interface Props<T> {
  readonly rows: readonly T[];
  /** null: the rows are all. */
  readonly part?: Part<T>;
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

/**
 * Rows of one height, of which only those in sight are drawn; arrow keys, Page Up and Down, Home and End
 * select.
 */
export function Grid<T>(props: Props<T>) {
  const { rows, part, selected, select, open, keyOf, followEnd = false } = props;
  const first = part?.first ?? 0;
  const total = part?.total ?? rows.length;
  const selectedKey = selected ? keyOf(selected) : (part?.selected?.key ?? null);
  const found = rows.findIndex((row) => keyOf(row) === selectedKey);
  const selectedAt = found >= 0 ? first + found : (part?.selected?.index ?? -1);
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const atEnd = useRef(followEnd);
  /** Key of the row that was last brought into sight because it was selected. */
  const revealed = useRef<string | null>(null);

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
  }, [total]);

  // The details open and close below, and others select too: a selected row stays in sight.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (selectedAt >= 0) reveal(selectedAt);
    else if (element && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [view.height]);

  useLayoutEffect(() => {
    if (selectedKey === revealed.current || (selectedKey !== null && selectedAt < 0)) return;
    revealed.current = selectedKey;
    if (selectedKey !== null) reveal(selectedAt);
  }, [selectedKey, selectedAt]);

  useEffect(() => {
    if (!part) return;
    const count = Math.ceil(view.height / rowHeight) + 2 * overscan;
    const top = Math.max(0, Math.floor(view.top / rowHeight) - overscan);
    part.see(atEnd.current ? { from: -count, to: Infinity } : { from: top, to: top + count });
  }, [view.top, view.height]);

  function onScroll(event: Event): void {
    const element = event.currentTarget as HTMLDivElement;
    atEnd.current = followEnd && element.scrollTop + element.clientHeight >= element.scrollHeight - rowHeight;
    setView({ top: element.scrollTop, height: element.clientHeight });
  }

  function go(index: number): void {
    const to = Math.max(0, Math.min(total - 1, index));
    const row = rows[to - first];
    if (row) select(row);
    // One that was let go meanwhile is not there.
    else part?.rowAt(to).then(select, () => undefined);
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
    const at = selectedAt;
    const target = new Map([
      ['ArrowDown', at + 1],
      ['j', at + 1],
      ['k', at < 0 ? total - 1 : at - 1],
      ['ArrowUp', at < 0 ? total - 1 : at - 1],
      ['PageDown', at + page],
      ['PageUp', at - page],
      ['Home', 0],
      ['End', total - 1],
    ]).get(event.key);
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (target !== undefined && total > 0) go(target);
    else if (event.key === 'Enter' && selectedKey !== null) open();
    else return;
    event.preventDefault();
  }

  function onClick(event: MouseEvent): void {
    const index = (event.target as Element).closest<HTMLElement>('[data-index]')?.dataset.index;
    if (index === undefined) return;
    select(rows[Number(index) - first] ?? null);
    open();
  }

  const from = part ? first : Math.max(0, Math.floor(view.top / rowHeight) - overscan);
  const to = Math.ceil((view.top + view.height) / rowHeight) + overscan;
  const inSight = part ? rows : rows.slice(from, to);
  const isDrawn = selectedAt >= from && selectedAt < from + inSight.length;
  return (
    <>
      <div
        class={`table ${props.kind}`}
        role="grid"
        aria-label={props.label}
        aria-rowcount={total + 1}
        aria-activedescendant={isDrawn ? `row-${selectedAt}` : undefined}
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
        <div class="rows" role="rowgroup" style={{ height: `${total * rowHeight}px` }}>
          <div
            class="in-sight"
            role="presentation"
            style={{ transform: `translateY(${from * rowHeight}px)` }}
          >
            {inSight.map((item, index) => (
              <Fragment key={keyOf(item)}>
                {props.render(item, from + index, from + index === selectedAt)}
              </Fragment>
            ))}
          </div>
        </div>
      </div>
      <span class="visually-hidden" aria-live="polite">
        {t(`count_${props.kind}`, n(total))}
      </span>
    </>
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
