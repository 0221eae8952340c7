import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { CaptureClient } from '../../src/capture/types';
import type { Row, RowsAnswer, RowsQuestion } from '../../src/capture/rows/row-types';
import type { View } from '../../src/capture/view';
import { n, t } from '../browser/i18n';
import { createAsker } from '../state/answers';
import type { ColumnsSignal } from '../state/columns';
import { template } from '../state/columns';
import type { NameOf } from '../state/names';
import type { Following } from '../state/following';
import type { Selection } from '../state/selection';
import { useKept } from '../parts/kept';
import { MessageHead } from './message-head';
import { MessageRow, partsOf, type Clock } from './message-row';
import { drawnNext, type Drawn } from './row-elements';
import './grid.css';
import './messages.css';

/** Height of a row in CSS pixels, as in grid.css (docs/decisions/0004). */
const rowHeight = 22;
const headHeight = 23;
/**
 * Rows beyond those in sight, above and below; and above the end that the list follows, where all are others
 * in a moment.
 */
const beyond = 20;
const aboveEnd = 3;
/** While the list follows its end, rows that come move the others: it scrolls after a tenth more of them. */
const unscrolled = 0.1;
/** Milliseconds between two answers to one question. */
const rests = 100;

/** What shows the details of a row, beside Enter. */
export type OpensBy = 'click' | 'double click';

interface Props {
  readonly capture: CaptureClient;
  readonly view: View;
  readonly selection: Selection;
  readonly columns: ColumnsSignal;
  readonly clock: Clock;
  readonly nameOf: NameOf;
  readonly following: Following;
  /** How many pass, a few times a second. */
  readonly passing: number;
  readonly opensBy: OpensBy;
  readonly openMenu: (row: Row, x: number, y: number) => void;
}

interface Answered {
  readonly of: CaptureClient;
  readonly answer: RowsAnswer;
  readonly drawn: Drawn;
}

/** What was sent and whom it reached, or every record: only what is in sight is asked for and drawn. */
export function Messages(props: Props) {
  const { capture, view, selection, columns, clock, nameOf, following } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [answered, setAnswered] = useState<Answered | null>(null);
  const answer = answered?.of === capture ? answered.answer : null;
  /** What is in sight, as events told: to read it would lay out what is being changed. */
  const sight = useRef({ top: 0, height: 600 });
  /** The pointer is on the rows: nothing may move below it. */
  const pointed = useRef(false);
  /** Where the list was scrolled to by code: that is no wish of the user's. */
  const placed = useRef(-1);
  const asker = useRef<ReturnType<typeof createAsker<RowsQuestion>> | null>(null);
  const latest = useRef<RowsAnswer | null>(null);
  /** A row to scroll to. */
  const wanted = useRef<number | null>(null);
  /** For so many rows there is room to scroll, and so many are drawn. */
  const room = useRef({ rows: 0, drawn: 0 });
  const inSight = useRef<HTMLDivElement>(null);
  const isFollowing = following.on.value;
  const viewKey = JSON.stringify(view);

  // Before the first paint: the rows are what is waited for.
  useLayoutEffect(() => {
    const made = createAsker<RowsQuestion>(capture, take, rests);
    asker.current = made;
    asked.current = '';
    // What was answered of another capture is no place to scroll from.
    latest.current = null;
    return made.end;
  }, [capture]);

  useLayoutEffect(look, [capture, viewKey, isFollowing]);

  // Before anything else scrolls.
  useLayoutEffect(
    () =>
      following.on.subscribe((on) => {
        if (!on) settle();
      }),
    [following],
  );

  /** Makes room for all rows, with what is in sight where it is. */
  function settle(): void {
    const { rows, drawn } = room.current;
    const block = inSight.current;
    if (rows === drawn || !block?.parentElement) return;
    room.current.rows = drawn;
    block.parentElement.style.height = `${drawn * rowHeight}px`;
    block.style.transform = '';
    scrollTo(sight.current.top + (drawn - rows) * rowHeight);
  }

  /** To scroll lays out all anew: at the end, what is in sight is moved instead, up to a point. */
  function makeRoom(drawn: number): number {
    const { rows } = room.current;
    const more = drawn - rows;
    const isKept =
      isAtEnd() && more >= 0 && more <= unscrolled * rows && rows * rowHeight > sight.current.height;
    room.current = { rows: isKept ? rows : drawn, drawn };
    return room.current.rows;
  }

  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      sight.current = { top: element.scrollTop, height: element.clientHeight };
      if (isAtEnd()) scrollTo(endTop());
      looking.current();
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);

  /** Asks for the rows in sight, unless that is what was asked last. */
  function look(): void {
    const { top, height } = sight.current;
    const count = Math.ceil(height / rowHeight);
    const at = Math.floor(top / rowHeight);
    const [from, to] = isAtEnd()
      ? [-(count + aboveEnd), Infinity]
      : [Math.max(0, at - beyond), at + count + beyond];
    const key = `${from} ${viewKey}`;
    if (asked.current === key) return;
    asked.current = key;
    asker.current?.ask({ ask: 'rows', view, from, to });
  }
  const asked = useRef('');
  /** The latest, for what hears of it without being drawn anew. */
  const looking = useRef(look);
  looking.current = look;

  function isAtEnd(): boolean {
    return following.on.value && !pointed.current;
  }

  useEffect(() => {
    // A list that was closed meanwhile shows nothing.
    showSelected().catch(() => undefined);
  }, [capture]);

  /** What another view has selected is in sight here too; one that is folded with its fold opened. */
  async function showSelected(): Promise<void> {
    const id = selection.message.value;
    if (id === null || view.mode !== 'exchanges') return;
    let place = await capture.ask({ ask: 'place', view, id });
    if (place.id !== null && place.id !== id && place.id.endsWith('*')) {
      const expanded = [...selection.expanded.value, place.id];
      selection.expanded.value = expanded;
      place = await capture.ask({ ask: 'place', view: { ...view, expanded }, id });
    }
    if (place.index < 0 || selection.message.value !== id) return;
    following.on.value = false;
    wanted.current = place.index;
    revealWanted();
  }

  /** Once there are so many rows. */
  function revealWanted(): void {
    const index = wanted.current;
    if (index === null || index >= (latest.current?.total ?? 0)) return;
    wanted.current = null;
    reveal(index);
  }

  function take(next: RowsAnswer): void {
    keepInPlace(next);
    const rows = sameRows(latest.current?.rows ?? [], next.rows);
    const answer = { ...next, rows };
    latest.current = answer;
    const ids = rows.map(({ id }) => id);
    setAnswered((before) => ({
      of: capture,
      answer,
      drawn: drawnNext(before?.drawn ?? { ids: [], elements: [] }, ids),
    }));
    following.saw(next.passing);
  }

  /** Rows that came above what is looked at push it down: the list scrolls with them. */
  function keepInPlace(next: RowsAnswer): void {
    const before = latest.current;
    if (!before || isAtEnd()) return;
    const first = Math.floor(sight.current.top / rowHeight);
    const anchor = before.rows[first - before.first];
    if (!anchor) return;
    const at = next.rows.findIndex(({ id }) => id === anchor.id);
    if (at >= 0 && next.first + at !== first) shift.current = (next.first + at - first) * rowHeight;
  }
  const shift = useRef(0);

  useLayoutEffect(() => {
    if (!answer) return;
    if (isAtEnd()) scrollTo(endTop());
    else if (shift.current !== 0) scrollTo(sight.current.top + shift.current);
    shift.current = 0;
    revealWanted();
  }, [answer, isFollowing]);

  function endTop(): number {
    const height = headHeight + room.current.rows * rowHeight;
    return Math.max(0, height - sight.current.height);
  }

  function scrollTo(top: number): void {
    const element = scroller.current;
    if (!element) return;
    placed.current = Math.max(0, Math.min(top, endTop()));
    if (placed.current === sight.current.top) return;
    sight.current.top = placed.current;
    element.scrollTop = placed.current;
  }

  function onScroll(event: Event): void {
    const top = (event.currentTarget as HTMLDivElement).scrollTop;
    sight.current.top = top;
    if (Math.abs(top - placed.current) > 1)
      following.on.value = view.sort === null && top >= endTop() - rowHeight;
    if (!isAtEnd()) look();
  }

  function reveal(index: number): void {
    const element = scroller.current;
    if (!element) return;
    const top = index * rowHeight;
    const room = sight.current.height - headHeight - rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top > element.scrollTop + room) element.scrollTop = top - room;
  }

  /** The row there, from what is held or from the capture. */
  async function rowAt(index: number): Promise<Row | null> {
    const held = latest.current?.rows[index - latest.current.first];
    if (held) return held;
    const { rows } = await capture.ask({ ask: 'rows', view, from: index, to: index + 1 });
    return rows[0] ?? null;
  }

  async function selectedIndex(): Promise<number> {
    const id = selection.message.value;
    const held = latest.current;
    if (id === null) return -1;
    const at = held?.rows.findIndex((row) => row.id === id) ?? -1;
    if (held && at >= 0) return held.first + at;
    return (await capture.ask({ ask: 'place', view, id })).index;
  }

  async function go(to: (at: number, total: number) => number): Promise<void> {
    const total = latest.current?.total ?? 0;
    if (total === 0) return;
    const index = Math.max(0, Math.min(total - 1, to(await selectedIndex(), total)));
    const row = await rowAt(index);
    if (!row) return;
    following.on.value = false;
    selection.selectRow(row);
    reveal(index);
  }

  async function goToProblem(direction: 'next' | 'previous'): Promise<void> {
    const from = selection.message.value;
    const { index, id, record } = await capture.ask({ ask: 'problem', view, from, direction });
    if (id === null || record === null) return;
    following.on.value = false;
    selection.selectRow({ id, record });
    reveal(index);
  }

  /** Opens what is below a row, or closes it; from inside, goes to the row that it belongs to. */
  async function fold(open: boolean): Promise<void> {
    const row = await rowAt(await selectedIndex());
    if (!row) return;
    if (row.row === 'exchange' && row.expandable && row.expanded !== open) toggle(row);
    else if (!open && row.depth > 0) await go((at) => at - 1);
  }

  function toggle({ id }: Row): void {
    const { expanded } = selection;
    following.on.value = false;
    expanded.value = expanded.value.includes(id)
      ? expanded.value.filter((one) => one !== id)
      : [...expanded.value, id];
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.floor(sight.current.height / rowHeight) - 2);
    const keys = new Map<string, () => unknown>([
      ['ArrowDown', () => go((at) => at + 1)],
      ['j', () => go((at) => at + 1)],
      ['ArrowUp', () => go((at, total) => (at < 0 ? total : at) - 1)],
      ['k', () => go((at, total) => (at < 0 ? total : at) - 1)],
      ['PageDown', () => go((at) => at + page)],
      ['PageUp', () => go((at) => at - page)],
      ['Home', () => go(() => 0)],
      ['ArrowRight', () => fold(true)],
      ['ArrowLeft', () => fold(false)],
      [']', () => goToProblem('next')],
      ['[', () => goToProblem('previous')],
      ['End', end],
      ['Enter', openSelected],
      ['ContextMenu', menuOfSelected],
    ]);
    const act = keys.get(event.key);
    if (!act) return;
    act();
    event.preventDefault();
  }

  async function end(): Promise<void> {
    await go((_, total) => total - 1);
    following.on.value = view.sort === null;
  }

  function openSelected(): void {
    if (selection.message.value !== null) selection.opened.value = true;
  }

  async function menuOfSelected(): Promise<void> {
    const row = await rowAt(await selectedIndex());
    const area = scroller.current?.querySelector('[aria-selected="true"]')?.getBoundingClientRect();
    if (row && area) props.openMenu(row, area.left + 40, area.bottom);
  }

  function rowOf(event: Event): Row | undefined {
    const index = (event.target as Element).closest<HTMLElement>('[data-index]')?.dataset.index;
    return index === undefined ? undefined : answer?.rows[Number(index) - answer.first];
  }

  function onClick(event: MouseEvent): void {
    const row = rowOf(event);
    if (!row) return;
    following.on.value = false;
    if ((event.target as Element).closest('.arrow') && row.row === 'exchange' && row.expandable) {
      toggle(row);
      return;
    }
    selection.selectRow(row);
    if (props.opensBy === 'click') selection.opened.value = true;
  }

  function onDblClick(event: MouseEvent): void {
    if (rowOf(event) && !(event.target as Element).closest('.arrow')) openSelected();
  }

  const total = answer?.total ?? 0;
  const first = answer?.first ?? 0;
  const rows = answer?.rows ?? [];
  const space = makeRoom(total);
  const keep = useKept();
  const selected = rows.findIndex(({ id }) => id === selection.message.value);
  return (
    <>
      <div
        class={`table messages mode-${view.mode}${answer?.complete === false ? ' filtering' : ''}`}
        role="treegrid"
        aria-label={t('table_label')}
        aria-rowcount={total + 1}
        aria-activedescendant={selected >= 0 ? `row-${first + selected}` : undefined}
        tabIndex={0}
        ref={scroller}
        style={{ '--columns': template(columns.value) }}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onDblClick={onDblClick}
        onContextMenu={(event) => {
          const row = rowOf(event);
          if (!row) return;
          event.preventDefault();
          selection.selectRow(row);
          props.openMenu(row, event.clientX, event.clientY);
        }}
        onPointerEnter={() => {
          pointed.current = true;
          settle();
          look();
        }}
        onPointerLeave={() => {
          pointed.current = false;
          look();
        }}
      >
        <MessageHead columns={columns} />
        <div class="rows" role="rowgroup" style={{ height: `${space * rowHeight}px` }}>
          <div
            class="in-sight"
            role="presentation"
            ref={inSight}
            style={{
              top: `${first * rowHeight}px`,
              transform: space === total ? '' : `translateY(${(space - total) * rowHeight}px)`,
            }}
          >
            {rows.map((row, index) => {
              const element = answered?.drawn.elements[index] ?? index;
              const parts = {
                row,
                before: rows[index - 1]?.time ?? null,
                index: first + index,
                selected: index === selected,
                columns: columns.value,
                clock,
                nameOf,
              };
              return keep(element, partsOf(parts), () => <MessageRow key={element} {...parts} />);
            })}
          </div>
        </div>
      </div>
      <span class="visually-hidden" aria-live="polite">
        {t('count_messages', n(props.passing))}
      </span>
    </>
  );
}

/** Rows that read as before are the same ones: they need not be drawn anew. */
function sameRows(before: readonly Row[], next: readonly Row[]): readonly Row[] {
  const byId = new Map(before.map((row) => [row.id, row]));
  return next.map((row) => {
    const known = byId.get(row.id);
    return known && JSON.stringify(known) === JSON.stringify(row) ? known : row;
  });
}
