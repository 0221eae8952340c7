import { signal } from '@preact/signals';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { TimeWindow } from '../../src/capture/view';
import { t } from '../browser/i18n';
import { useSize } from '../parts/use-size';
import { clockTime, finestSpanText } from '../words/time';
import type { MessagesState } from '../shell/messages-view';
import type { FindingsState } from '../state/findings';
import type { History } from '../state/history';
import type { Selection } from '../state/selection';
import { useColours } from './colours';
import { draw } from './draw';
import { useGestures } from './gestures';
import { hitAt } from './hit';
import { stepMessage, stepProblem } from './keys';
import { LaneNames } from './lane-names';
import { layoutOf, rulerHeight } from './layout';
import { Legend } from './legend';
import type { Picture } from './picture';
import { Pointer } from './pointer';
import { laneOf, regionsOf } from './regions';
import type { Point } from './shapes';
import { Summary } from './summary';
import { arrowText, ArrowTable } from './table';
import { useTimeline } from './timeline-state';
import { Tip } from './tip';
import { useDrawing } from './use-drawing';
import './timeline.css';

interface Props {
  readonly history: History;
  readonly selection: Selection;
  readonly messages: MessagesState;
  readonly findings: FindingsState;
}

/** Pixels of the names of lanes. */
const namesWidth = { usual: 168, brief: 38 };
/** Below these there is no room for what is not the picture. */
const room = { names: 600, legend: 420, summary: 320 };
/** A key pans by this part of what is shown. */
const panPart = 0.25;

/** What happened when in which tab: lanes, and arrows between them. */
export function Timeline({ history, selection, messages, findings: { shown } }: Props) {
  const whole = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(() => whole.current);
  const inner = useSize(() => box.current);
  const [scrolled, setScrolled] = useState(0);
  const [span, setSpan] = useState<TimeWindow | null>(null);
  const [lane, setLane] = useState<string | null>(null);
  const pointer = useMemo(() => signal<Point | null>(null), []);
  const colours = useColours(whole);
  const names = size.width < room.names ? namesWidth.brief : namesWidth.usual;
  const width = Math.max(0, inner.width - names);
  const { view, nameOf } = messages;
  const state = useTimeline(history, selection, view, width);
  const { answer, scale, zero, chosen, unfolded } = state;
  const lanes = answer?.lanes ?? [];
  const layout = useMemo(() => layoutOf(lanes, inner.height), [lanes, inner.height]);
  const rows = shown ?? [];
  const { tabs } = history.documents.value;
  const findings = rows.map(({ finding }) => finding);
  const isClock = selection.time.value === 'clock';
  const picture: Picture | null = answer && {
    answer,
    regions: regionsOf(rows, lanes, nameOf),
    scale,
    layout,
    scrolled,
    height: inner.height,
    selected: chosen && {
      id: chosen.row.id,
      time: chosen.row.time,
      lane: chosen.row.writers[0] === undefined ? null : laneOf(lanes, nameOf, chosen.row.writers[0]),
    },
    span,
  };
  const latest = useRef(picture);
  latest.current = picture;

  useDrawing(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || !colours || !picture) return;
    const ratio = devicePixelRatio;
    const [wide, tall] = [Math.round(width * ratio), Math.round(inner.height * ratio)];
    if (element.width !== wide) element.width = wide;
    if (element.height !== tall) element.height = tall;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw(context, colours, picture, { zero, isClock });
  });

  useGestures(canvas, {
    zoom: state.zoom,
    pan(x, y) {
      if (box.current && y !== 0) box.current.scrollTop += y;
      if (x !== 0) state.pan(x);
    },
    span(from, to, done) {
      const times = [scale.toTime(from), scale.toTime(to)];
      const drawn = { from: Math.min(...times), to: Math.max(...times) };
      if (done) state.show(drawn);
      setSpan(done ? null : drawn);
    },
    point(at) {
      pointer.value = at;
    },
    click(at) {
      const hit = picture && hitAt(picture, at);
      box.current?.focus();
      if (!hit) return;
      if ('arrow' in hit) selection.selectRow(hit.arrow);
      else if ('block' in hit) zoomTo(hit.block);
      else {
        const finding = findings.find(({ id }) => id === hit.region.id);
        if (finding) selection.showFinding(finding);
      }
    },
    doubleClick(at) {
      const hit = picture && hitAt(picture, at);
      if (hit && 'arrow' in hit) selection.opened.value = true;
    },
    cancel() {
      setSpan(null);
    },
  });

  /** With a little on both sides. */
  function zoomTo({ from, to }: TimeWindow): void {
    const margin = Math.max(1, (to - from) / 4);
    state.show({ from: from - margin, to: to + margin });
  }

  function stepLane(by: 1 | -1): void {
    const ids = [null, ...lanes.map(({ id }) => id)];
    const next = ids[Math.max(0, Math.min(ids.length - 1, ids.indexOf(lane) + by))] ?? null;
    setLane(next);
    const place = next === null ? null : layout.places.get(next);
    const element = box.current;
    if (!element || !place) return;
    const top = place.top - rulerHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (place.top + place.height > element.scrollTop + element.clientHeight)
      element.scrollTop = place.top + place.height - element.clientHeight;
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target instanceof HTMLButtonElement) return;
    const where = { history, selection, state, view };
    const pan = (by: 1 | -1) => () => {
      state.pan(by * panPart * width);
    };
    const zoom = (factor: number) => () => {
      state.zoom(factor, pointer.value?.[0]);
    };
    const keys = new Map<string, () => unknown>([
      ['ArrowRight', () => stepMessage(where, 1, lane)],
      ['ArrowLeft', () => stepMessage(where, -1, lane)],
      ['Home', () => stepMessage(where, 'first', lane)],
      ['End', () => stepMessage(where, 'last', lane)],
      ['Shift+ArrowRight', pan(1)],
      ['Shift+ArrowLeft', pan(-1)],
      ['PageDown', pan(1)],
      ['PageUp', pan(-1)],
      ['+', zoom(0.5)],
      ['=', zoom(0.5)],
      ['-', zoom(2)],
      [']', () => stepProblem(where, 'next')],
      ['[', () => stepProblem(where, 'previous')],
    ]);
    keys.set('ArrowDown', () => {
      stepLane(1);
    });
    keys.set('ArrowUp', () => {
      stepLane(-1);
    });
    keys.set('0', () => {
      state.show(null);
    });
    keys.set('Enter', () => {
      if (chosen) selection.opened.value = true;
    });
    const isArrow = event.key.startsWith('Arrow');
    const act = keys.get(event.shiftKey && isArrow ? `Shift+${event.key}` : event.key);
    if (!act) return;
    // A capture that was closed meanwhile has nowhere to go to.
    Promise.resolve(act()).catch(() => undefined);
    event.preventDefault();
    event.stopPropagation();
  }

  const arrow = answer?.arrows.find(({ id }) => id === chosen?.row.id);
  const table = useMemo(
    () =>
      answer && (
        <ArrowTable
          answer={answer}
          window={scale.range}
          zero={zero}
          nameOf={nameOf}
          selected={chosen?.row.id ?? null}
        />
      ),
    [answer, scale, zero, nameOf, chosen?.row.id],
  );
  return (
    <div class="timeline-view" ref={whole}>
      <div
        class="table timeline"
        role="group"
        aria-label={t('timeline_label')}
        aria-keyshortcuts="ArrowLeft ArrowRight ArrowUp ArrowDown + - 0 [ ]"
        tabIndex={0}
        ref={box}
        data-from={scale.range.from}
        data-to={scale.range.to}
        data-complete={answer?.complete}
        onKeyDown={onKeyDown}
        onScroll={(event) => {
          setScrolled(event.currentTarget.scrollTop);
        }}
      >
        <div class="whole" style={{ height: `${Math.max(inner.height, layout.height)}px` }}>
          <LaneNames
            lanes={lanes}
            layout={layout}
            width={names}
            until={scale.range.to}
            chosen={lane}
            unfolded={unfolded}
            nameOf={nameOf}
            choose={setLane}
            unfold={state.unfold}
          />
          <canvas
            ref={canvas}
            aria-hidden="true"
            style={{ width: `${width}px`, height: `${inner.height}px`, marginLeft: `${names}px` }}
          />
        </div>
        <p class="visually-hidden" aria-live="polite">
          {arrow && arrowText(arrow, zero, nameOf)}
        </p>
        {table}
      </div>
      <Pointer
        pointer={pointer}
        picture={latest}
        left={names}
        size={{ width, height: inner.height }}
        text={(time) => (isClock ? clockTime(time) : finestSpanText(time - zero))}
        scale={scale}
      >
        {(hit) => (
          <Tip
            hit={hit}
            capture={history.client}
            findings={findings}
            tabs={tabs}
            nameOf={nameOf}
            zero={zero}
          />
        )}
      </Pointer>
      {chosen && (
        <Summary
          {...chosen}
          brief={size.height < room.summary}
          zero={zero}
          selection={selection}
          tabs={tabs}
          nameOf={nameOf}
        />
      )}
      {size.height >= room.legend && <Legend />}
    </div>
  );
}
