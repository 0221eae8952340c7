import { useEffect, useState } from 'preact/hooks';

interface Size {
  readonly width: number;
  readonly height: number;
}

function nothing(): Size {
  return { width: 0, height: 0 };
}

/** Of an element's inside, in pixels; `first` until it is there. */
export function useSize(find: () => HTMLElement | null | undefined, first: () => Size = nothing): Size {
  const [size, setSize] = useState(first);
  useEffect(() => {
    const element = find();
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      setSize({ width: element.clientWidth, height: element.clientHeight });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  return size;
}
