import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { TimelineAnswer } from '../../src/capture/timeline/types';
import type { Details } from '../../src/capture/rows/details-types';
import type { ExchangeRow } from '../../src/capture/rows/row-types';
import type { TimeWindow, View } from '../../src/capture/view';
import { scaleOf, windowIn, zoomed, type TimeScale } from '../parts/time-scale';
import { useAnswer } from '../state/answers';
import type { History } from '../state/history';
import type { Selection } from '../state/selection';
import { askedFor } from './asked';

/** Less than this many milliseconds are never shown: pages tell the time to 0.1 ms. */
const least = 4;
/** Pixels left of the first message, and right of the last, where its names are. */
const margins = { left: 16, right: 60 };
/** All views follow a gesture after so many milliseconds. */
const settlesMs = 150;

/** What of the time is shown, and what was answered about it. */
export interface TimelineState {
  readonly answer: TimelineAnswer | null;
  readonly scale: TimeScale;
  /** Of the first record. */
  readonly zero: number;
  /** The row that is selected, whatever view selected it. */
  readonly chosen: { readonly row: ExchangeRow; readonly details: Details } | null;
  readonly unfolded: readonly string[];
  unfold(lane: string): void;
  show(window: TimeWindow | null): void;
  zoom(factor: number, pixel?: number): void;
  pan(pixels: number): void;
  /** Brings a time into sight. */
  reveal(time: number): void;
}

export function useTimeline(
  history: History,
  selection: Selection,
  view: View,
  width: number,
): TimelineState {
  const [own, setOwn] = useState<{ readonly window: TimeWindow | null } | null>(null);
  const [unfolded, setUnfolded] = useState<readonly string[]>([]);
  const window = own ? own.window : selection.window.value;
  const { filter, kinds, problemsOnly } = view;
  const asked = window ? askedFor(window, width) : { window: null, bins: Math.max(1, Math.floor(width)) };
  const answer = useAnswer(
    history.client,
    width > 0 ? { ask: 'timeline', ...asked, filter, kinds, problemsOnly, unfolded } : null,
  );
  const { from, to } = answer?.range ?? { from: 0, to: 1 };
  const whole = useMemo(() => {
    const pixel = (to - from || least) / Math.max(1, width - margins.left - margins.right);
    return { from: from - pixel * margins.left, to: to + pixel * margins.right };
  }, [from, to, width]);
  const scale = useMemo(() => scaleOf(window ?? whole, width), [window, whole, width]);
  /** Of several steps before the next drawing each begins where the one before ended. */
  const reached = useRef(scale);
  reached.current = scale;
  const id = selection.message.value;
  const exchange = useAnswer(
    history.client,
    id === null ? null : { ask: 'exchange', id: id.replace(/^!/, '') },
  );

  // Lists and counts of all views obey the window: once the hand rests.
  useEffect(() => {
    if (!own) return undefined;
    const timer = setTimeout(() => {
      selection.window.value = own.window;
      // The hand may have moved again meanwhile.
      setOwn((now) => (now === own ? null : now));
    }, settlesMs);
    return () => {
      clearTimeout(timer);
    };
  }, [own]);

  function show(next: TimeWindow | null): void {
    const allowed = next && windowIn(whole, next, Math.min(least, whole.to - whole.from));
    reached.current = scaleOf(allowed ?? whole, width);
    setOwn({ window: allowed });
  }

  const shown = exchange?.row && exchange.details ? { row: exchange.row, details: exchange.details } : null;
  return {
    answer,
    scale,
    zero: from,
    chosen: id === null ? null : shown,
    unfolded,
    unfold(lane) {
      setUnfolded(unfolded.includes(lane) ? unfolded.filter((one) => one !== lane) : [...unfolded, lane]);
    },
    show,
    zoom(factor, pixel = width / 2) {
      const { range } = reached.current;
      const nearest = least / (range.to - range.from || 1);
      show(zoomed(reached.current, Math.max(nearest, factor), pixel));
    },
    pan(pixels) {
      const { range, toTime } = reached.current;
      const length = range.to - range.from;
      const start = Math.max(whole.from, Math.min(whole.to - length, toTime(pixels)));
      show({ from: start, to: start + length });
    },
    reveal(time) {
      const { range } = reached.current;
      if (time >= range.from && time <= range.to) return;
      const half = (range.to - range.from) / 2;
      show({ from: time - half, to: time + half });
    },
  };
}
