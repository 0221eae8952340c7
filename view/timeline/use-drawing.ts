import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Draws what was rendered last, once a frame. A drawing that is due is never put off: each frame may bring
 * another rendering.
 */
export function useDrawing(draw: () => void): void {
  const latest = useRef(draw);
  const frame = useRef(0);

  useLayoutEffect(() => {
    latest.current = draw;
    if (frame.current !== 0) return;
    frame.current = requestAnimationFrame(() => {
      frame.current = 0;
      latest.current();
    });
  });

  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current);
    },
    [],
  );
}
