import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { finite } from '../../src/record/parse';
import { forAll, recall, remember } from '../browser/remembered';
import { t } from '../browser/i18n';
import './split.css';

interface Props {
  /** Details are beside the list, not below it. */
  readonly side: boolean;
  /** What its size is remembered by, and where it begins, in pixels. */
  readonly name: 'details' | 'finding';
  readonly usual: number;
  readonly list: ComponentChildren;
  /** null: nothing is open. */
  readonly details: ComponentChildren;
}

const least = 120;
/** Pixels that an arrow key moves the border by. */
const step = 16;

/** A list with its details, and a border between them that moves. */
export function Split({ side, name, usual, list, details }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const key = `${name}${side ? 'Width' : 'Height'}`;
  const [sizes, setSizes] = useState<{ readonly [key: string]: number }>({});
  const size = sizes[key] ?? finite(recall(forAll)[key]) ?? usual;

  function resize(to: number): void {
    const room = (side ? box.current?.clientWidth : box.current?.clientHeight) ?? 0;
    setSizes({ ...sizes, [key]: Math.round(Math.max(least, Math.min(to, room - least))) });
  }

  function keep(): void {
    remember(forAll, { [key]: size });
  }

  function onPointerMove(event: PointerEvent): void {
    const border = event.currentTarget as HTMLElement;
    const area = box.current?.getBoundingClientRect();
    if (!area || !border.hasPointerCapture(event.pointerId)) return;
    resize(side ? area.right - event.clientX : area.bottom - event.clientY);
  }

  return (
    <div class={`split ${side ? 'beside' : 'below'}`} ref={box}>
      {list}
      {details !== null && (
        <>
          <div
            class="border"
            role="separator"
            tabIndex={0}
            aria-label={t('resize_details')}
            aria-orientation={side ? 'vertical' : 'horizontal'}
            aria-valuenow={size}
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId);
              event.preventDefault();
            }}
            onPointerMove={onPointerMove}
            onPointerUp={keep}
            onKeyDown={(event) => {
              const towards = { ArrowLeft: 1, ArrowUp: 1, ArrowRight: -1, ArrowDown: -1 }[event.key];
              if (towards === undefined) return;
              event.preventDefault();
              event.stopPropagation();
              resize(size + towards * step);
            }}
            onBlur={keep}
          />
          <div class="pane" style={side ? { width: `${size}px` } : { height: `${size}px` }}>
            {details}
          </div>
        </>
      )}
    </div>
  );
}
