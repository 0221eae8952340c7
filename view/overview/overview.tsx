import { useEffect, useRef, useState } from 'preact/hooks';
import type { RateAnswer, RateMark, RatePart } from '../../src/capture/rates/types';
import type { TimeWindow } from '../../src/capture/view';
import type { ChannelKind } from '../../src/record/record';
import { n, t } from '../browser/i18n';
import { kindIcons, SeverityIcon } from '../parts/icons';
import { clockTime, exactSpanText, tickText } from '../words/time';
import { useAnswer } from '../state/answers';
import type { History } from '../state/history';
import { moveInstant, type Instant } from '../state/instants';
import type { Selection } from '../state/selection';
import { barPaths } from './bars';
import { BarsMenu } from './bars-menu';
import { dragged, isOfInstant, type Drag } from './drag';
import { Flags } from './flags';
import { Lanes, lanesHeight } from './lanes';
import { groupMarks } from './marks';
import { moved, scaleOf, steadyRange, ticksOf, windowIn, type TimeScale } from '../parts/time-scale';
import './overview.css';

interface Props {
  readonly history: History;
  readonly selection: Selection;
  readonly width: number;
  /** What alone is in colour, where a view shows one kind; null: what passes. */
  readonly only: ChannelKind | null;
  /** As high as where it stands has room for; `lanes`: who was there when, too. */
  readonly size: 'usual' | 'low' | 'lanes';
}

const parts = ['from', 'to', 'body', 'at', 'since'] as const;
const heights = { usual: 62, low: 44, lanes: 62 + lanesHeight };
const binWidth = 4;
/** Pixels left and right of what is drawn, for the edges of the window. */
const margin = 8;
const tickApart = 90;
/** Room for a mark with a number of two digits. */
const markApart = 32;
/** A press that moves less is a click. */
const clickPixels = 3;

/** The traffic of the whole capture over time, with the window of it that all views show. */
export function Overview({ history, selection, width: outer, only, size }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const width = Math.max(1, outer - 2 * margin);
  const bins = Math.max(1, Math.floor(width / binWidth));
  const status = history.status.value;
  const [first, last] = [status?.first ?? null, status?.last ?? null];
  const fresh = first === null || last === null ? null : steadyRange(first, last, bins);
  // While the window is dragged, what is below the pointer stands still.
  const range = drag?.range ?? fresh;
  const filter = selection.filter.value;
  const kinds = only ? [only] : selection.kinds.value;
  const isFiltered = filter !== '' || kinds !== null;
  const { rateOf, rateBy } = selection;
  const ask = { ask: 'rate', range, bins, of: rateOf.value, by: rateBy.value } as const;
  const all = useAnswer(history.client, range && { ...ask, filter: '', kinds: null });
  const passing = useAnswer(history.client, range && isFiltered ? { ...ask, filter, kinds } : null);

  useEffect(() => {
    if (!drag) return undefined;
    function cancel(event: KeyboardEvent): void {
      if (event.key !== 'Escape' || !drag) return;
      if (isOfInstant(drag)) selection[drag.part].value = drag.before;
      else selection.window.value = drag.before;
      setDrag(null);
      event.stopPropagation();
    }
    document.addEventListener('keydown', cancel, true);
    return () => {
      document.removeEventListener('keydown', cancel, true);
    };
  }, [drag]);

  const height = heights[size];
  const plotHeight = size === 'lanes' ? height - lanesHeight : height;
  const name = `overview ${size}`;
  if (!range || first === null) return <div class={name} />;
  const times = range;
  const scale = scaleOf(times, width);
  const leastMs = (times.to - times.from) / width;
  const bin = (times.to - times.from) / bins;
  const window = selection.window.value;
  const shown = window ?? times;

  function choose(next: TimeWindow): void {
    selection.window.value = windowIn(times, next, leastMs);
  }

  function timeAt(event: PointerEvent): number {
    const left = box.current?.getBoundingClientRect().left ?? 0;
    return scale.toTime(Math.max(0, Math.min(width, event.clientX - left - margin)));
  }

  function onPointerDown(event: PointerEvent): void {
    const target = event.target as HTMLElement;
    if (event.button !== 0 || target.closest('.finding-mark')) return;
    const part =
      parts.find((one) => target.classList.contains(one)) ??
      (selection.view.value === 'state' ? 'at' : 'new');
    box.current?.setPointerCapture(event.pointerId);
    const grip = { x: event.clientX, range: times };
    if (part === 'at' || part === 'since') {
      setDrag({ ...grip, part, before: selection[part].value });
      if (!target.classList.contains('flag')) moveTo(part, timeAt(event));
    } else setDrag({ ...grip, part, start: timeAt(event), before: window });
    target.closest<HTMLElement>('[role="slider"]')?.focus();
    event.preventDefault();
  }

  function onPointerMove(event: PointerEvent): void {
    if (!drag || Math.abs(event.clientX - drag.x) < clickPixels) return;
    if (isOfInstant(drag)) moveTo(drag.part, timeAt(event));
    else choose(dragged(drag, timeAt(event)));
  }

  /** At the end it is the latest again, whatever comes. */
  function moveTo(which: Instant, time: number): void {
    moveInstant(selection, which, time, times.to);
    if (which === 'at' && time >= times.to) selection.at.value = null;
  }

  function end(): void {
    setDrag(null);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.key === 'Tab') return;
    const target = event.target as HTMLElement;
    const part = (['from', 'to', 'body'] as const).find((one) => target.classList.contains(one));
    if (!part) return;
    const by = (event.shiftKey ? 10 : 1) * bin;
    const step = new Map([
      ['ArrowLeft', -by],
      ['ArrowDown', -by],
      ['ArrowRight', by],
      ['ArrowUp', by],
      ['Home', times.from - times.to],
      ['End', times.to - times.from],
    ]).get(event.key);
    if (step !== undefined) choose(stepped(part, step));
    else if ((event.key === 'Escape' || event.key === 'Delete') && window) selection.window.value = null;
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** An edge stops one bin before the other. */
  function stepped(part: 'from' | 'to' | 'body', by: number): TimeWindow {
    const { from, to } = shown;
    if (part === 'body') return moved(times, shown, by);
    if (part === 'from') return { from: Math.min(from + by, to - bin), to };
    return { from, to: Math.max(to + by, from + bin) };
  }

  const start = first;
  const isClock = selection.time.value === 'clock';
  const exact = (time: number): string => (isClock ? clockTime(time) : exactSpanText(time - start));
  const whole = t('window_text', exact(shown.from), exact(shown.to));
  const left = margin + Math.max(0, Math.min(width, scale.toPixel(shown.from)));
  const right = margin + Math.max(0, Math.min(width, scale.toPixel(shown.to)));
  const marks = (all?.marks ?? []).filter((mark) => !history.hidden.hides(mark));
  const slider = (part: 'from' | 'to', x: number, text: string) => (
    <div
      class={`edge ${part}`}
      role="slider"
      tabIndex={0}
      style={{ left: `${x}px` }}
      aria-label={t(`window_${part}`)}
      aria-valuemin={0}
      aria-valuemax={Math.round(times.to - start)}
      aria-valuenow={Math.round(shown[part] - start)}
      aria-valuetext={text}
    />
  );
  return (
    <div class="overview-strip">
      <div
        class={name}
        ref={box}
        role="group"
        aria-label={t('overview_label')}
        title={t('overview_title')}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={end}
        onPointerCancel={end}
        onDblClick={() => {
          selection.window.value = null;
        }}
        onKeyDown={onKeyDown}
      >
        <svg class="plot" aria-hidden="true">
          <g transform={`translate(${margin} 0)`}>
            <Ticks scale={scale} zero={isClock ? 0 : start} height={height} isClock={isClock} />
            <Bars
              all={all}
              passing={isFiltered ? passing : null}
              isFiltered={isFiltered}
              scale={scale}
              height={plotHeight}
            />
            {size === 'lanes' && <Lanes documents={history.documents.value} scale={scale} top={plotHeight} />}
          </g>
          <rect class="shade" x={0} width={left} height={height} />
          <rect class="shade" x={right} width={Math.max(0, outer - right)} height={height} />
          <rect class="frame" x={left} y={0.5} width={Math.max(0, right - left)} height={height - 3} />
          <rect class="frame-top" x={left} width={Math.max(0, right - left)} height={3} />
        </svg>
        <div
          class={`body${window ? '' : ' all'}`}
          role="slider"
          tabIndex={0}
          style={{ left: `${left}px`, width: `${Math.max(0, right - left)}px` }}
          aria-label={t('window_label')}
          aria-valuemin={0}
          aria-valuemax={Math.round(times.to - start)}
          aria-valuenow={Math.round(shown.from - start)}
          aria-valuetext={whole}
        />
        {groupMarks(marks, scale, markApart).map((group) => (
          <button
            type="button"
            key={group.worst.id}
            class={`finding-mark ${group.worst.severity}`}
            style={{ left: `${margin + group.x}px` }}
            title={group.marks
              .map(({ code }) => code)
              .slice(0, 10)
              .join(', ')}
            onClick={() => {
              show(group.worst);
            }}
          >
            <SeverityIcon severity={group.worst.severity} />
            {group.marks.length > 1 && n(group.marks.length)}
          </button>
        ))}
        {selection.view.value === 'state' && (
          <Flags selection={selection} scale={scale} latest={times.to} margin={margin} />
        )}
        {slider('from', left, exact(shown.from))}
        {slider('to', right, exact(shown.to))}
      </div>
      {all && all.most > 0 && <BarsMenu rate={(isFiltered ? passing : null) ?? all} selection={selection} />}
    </div>
  );

  function show(mark: RateMark): void {
    selection.showFinding(mark);
    selection.opened.value = true;
  }
}

interface BarsProps {
  readonly all: RateAnswer | null;
  readonly passing: RateAnswer | null;
  readonly isFiltered: boolean;
  readonly scale: TimeScale;
  readonly height: number;
}

/** What passes in its colours, what the filter leaves out behind it. */
function Bars({ all, passing, isFiltered, scale, height }: BarsProps) {
  if (!all) return null;
  const room = height - 32;
  const coloured = isFiltered ? passing : all;
  return (
    <g transform={`translate(0 ${height - 4 - room})`}>
      {isFiltered && (
        <g class="behind">
          {barPaths(all, scale, room, all.most).map(({ part, d }) => (
            <path key={part} d={d} />
          ))}
        </g>
      )}
      <g class="bars">
        {coloured &&
          barPaths(coloured, scale, room, all.most).map(({ part, d }) => (
            <path key={part} class={colourClass(part)} data-part={part ?? 'none'} d={d} />
          ))}
      </g>
    </g>
  );
}

/** The colour of a kind, or of tabs. */
function colourClass(part: RatePart['part']): string {
  if (part === null) return 'no-tab';
  return typeof part === 'number' ? `of-tab colour-${part}` : `k-${kindIcons[part]}`;
}

interface TicksProps {
  readonly scale: TimeScale;
  readonly zero: number;
  readonly height: number;
  readonly isClock: boolean;
}

function Ticks({ scale, zero, height, isClock }: TicksProps) {
  const ticks = ticksOf(scale, zero, tickApart);
  const text = tickText(ticks, zero, isClock);
  return (
    <g class="ticks">
      <path d={ticks.map((time) => `M${Math.round(scale.toPixel(time)) + 0.5} 0V${height}`).join('')} />
      {ticks.map((time) => (
        <text key={time} x={Math.round(scale.toPixel(time)) + 3} y={12}>
          {text(time)}
        </text>
      ))}
    </g>
  );
}
