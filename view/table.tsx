import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Record } from '../src/record';
import type { History } from './history';
import { n, t } from './i18n';
import { Row } from './row';

/** Height of a row in CSS pixels, as in view.css: all rows are alike, so what is in sight is a division away (docs/decisions/0004). */
const rowHeight = 22;
const overscan = 8;

interface Props {
  readonly history: History;
  readonly selected: Record | null;
  readonly select: (record: Record | null) => void;
  readonly open: () => void;
}

/** The records, as many as the window shows. Stays at the newest while the end is in sight. */
export function Table({ history, selected, select, open }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const atEnd = useRef(true);
  void history.version.value;
  const rows = history.shown();

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
  }, [rows.length, history]);

  // The details open and close below: a selected row stays in sight.
  useLayoutEffect(() => {
    const element = scroller.current;
    const at = selected ? rows.indexOf(selected) : -1;
    if (at >= 0) reveal(at);
    else if (element && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [view.height]);

  function onScroll(event: Event): void {
    const element = event.currentTarget as HTMLDivElement;
    atEnd.current = element.scrollTop + element.clientHeight >= element.scrollHeight - rowHeight;
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
      class="table"
      role="grid"
      aria-label={t('table_label')}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={selectedIndex >= 0 ? `row-${from + selectedIndex}` : undefined}
      tabIndex={0}
      ref={scroller}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div role="row" class="head" aria-rowindex={1}>
        {(['time', 'tab', 'channel', 'action', 'key', 'values', 'url'] as const).map((column) => (
          <span role="columnheader" key={column} class={column}>
            {t(`column_${column}`)}
          </span>
        ))}
      </div>
      <div class="rows" role="rowgroup" style={{ height: rows.length * rowHeight }}>
        <div class="in-sight" role="presentation" style={{ transform: `translateY(${from * rowHeight}px)` }}>
          {inSight.map((record, index) => (
            <Row
              key={`${record.context}/${record.seq}`}
              record={record}
              tabs={history.tabs}
              exchange={history.analysis.correlator.of(record)}
              index={from + index}
              selected={record === selected}
            />
          ))}
        </div>
      </div>
      <span class="visually-hidden" aria-live="polite">
        {t('count_all', n(rows.length))}
      </span>
    </div>
  );
}

const headHeight = 23;
