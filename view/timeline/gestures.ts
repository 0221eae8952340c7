import { useEffect, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';

/** What a person does to a timeline with a pointer. Pixels are from its left and top edge. */
export interface Gestures {
  /** Factor below 1: nearer. */
  zoom(factor: number, x: number): void;
  /** By so many pixels since the last time. */
  pan(x: number, y: number): void;
  /** A span that is drawn with Shift; `done`: the button is up. */
  span(from: number, to: number, done: boolean): void;
  /** null: the pointer is elsewhere. */
  point(at: readonly [number, number] | null): void;
  click(at: readonly [number, number]): void;
  doubleClick(at: readonly [number, number]): void;
  cancel(): void;
}

/** A press that moves less is a click. */
const clickPixels = 3;
/** So many pixels of the wheel show half or double. */
const perDouble = 250;

interface Press {
  readonly from: readonly [number, number];
  readonly spans: boolean;
  moved: boolean;
}

/** Wheel, pinch and drag on an element. */
export function useGestures(of: RefObject<HTMLElement | null>, gestures: Gestures): void {
  const latest = useRef(gestures);
  latest.current = gestures;

  useEffect(() => {
    const element = of.current;
    if (!element) return undefined;
    const ended = new AbortController();
    const { signal } = ended;
    const pointers = new Map<number, readonly [number, number]>();
    let press: Press | null = null;

    function pointOf(event: MouseEvent): readonly [number, number] {
      const { left, top } = (element as HTMLElement).getBoundingClientRect();
      return [event.clientX - left, event.clientY - top];
    }

    function onWheel(event: WheelEvent): void {
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 30 : 1;
      const sideways = (event.shiftKey ? event.deltaX || event.deltaY : event.deltaX) * unit;
      const [x] = pointOf(event);
      // A pinch on a touch pad comes as a wheel with Ctrl, in small steps.
      if (event.ctrlKey) latest.current.zoom(2 ** ((event.deltaY * unit) / 60), x);
      else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))
        latest.current.pan(sideways, 0);
      else latest.current.zoom(2 ** ((event.deltaY * unit) / perDouble), x);
    }

    function onDown(event: PointerEvent): void {
      if (event.button !== 0) return;
      const at = pointOf(event);
      pointers.set(event.pointerId, at);
      (element as HTMLElement).setPointerCapture(event.pointerId);
      press = { from: at, spans: event.shiftKey, moved: pointers.size > 1 };
    }

    function onMove(event: PointerEvent): void {
      const at = pointOf(event);
      const before = pointers.get(event.pointerId);
      if (!before) {
        latest.current.point(at);
        return;
      }
      if (pointers.size > 1) {
        pinch(event.pointerId, before, at);
        pointers.set(event.pointerId, at);
        return;
      }
      if (!press) return;
      if (!press.moved && Math.hypot(at[0] - press.from[0], at[1] - press.from[1]) < clickPixels) return;
      press.moved = true;
      latest.current.point(null);
      if (press.spans) latest.current.span(press.from[0], at[0], false);
      else latest.current.pan(before[0] - at[0], before[1] - at[1]);
      pointers.set(event.pointerId, at);
    }

    function pinch(id: number, before: readonly [number, number], at: readonly [number, number]): void {
      const other = [...pointers].find(([one]) => one !== id)?.[1];
      if (!other) return;
      const far = Math.max(10, Math.abs(before[0] - other[0]));
      latest.current.zoom(far / Math.max(10, Math.abs(at[0] - other[0])), other[0]);
    }

    function onUp(event: PointerEvent): void {
      const at = pointOf(event);
      const wasDown = pointers.delete(event.pointerId);
      if (!press || !wasDown || pointers.size > 0) return;
      const { from, spans, moved } = press;
      press = null;
      if (moved && spans) latest.current.span(from[0], at[0], true);
      else if (!moved) latest.current.click(at);
    }

    function onCancel(event: PointerEvent): void {
      pointers.delete(event.pointerId);
      press = null;
      latest.current.cancel();
    }

    // A wheel listener of the framework is passive in some browsers: the page would zoom as well.
    element.addEventListener('wheel', onWheel, { passive: false, signal });
    element.addEventListener('pointerdown', onDown, { signal });
    element.addEventListener('pointermove', onMove, { signal });
    element.addEventListener('pointerup', onUp, { signal });
    element.addEventListener('pointercancel', onCancel, { signal });
    element.addEventListener(
      'pointerleave',
      () => {
        latest.current.point(null);
      },
      { signal },
    );
    element.addEventListener(
      'dblclick',
      (event) => {
        latest.current.doubleClick(pointOf(event));
      },
      { signal },
    );
    return () => {
      ended.abort();
    };
  }, []);
}
