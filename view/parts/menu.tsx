import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import './menu.css';

interface Props {
  readonly class: string;
  readonly label: string;
  /** What stands on the button. */
  readonly face: ComponentChildren;
  /** Opens towards the left, where the button is at the right. */
  readonly atEnd?: boolean;
  readonly up?: boolean;
  readonly children: (close: () => void) => ComponentChildren;
}

const inPopover = '.popover button:not(:disabled), .popover input';

/** A button that opens a list over the rest. Escape and a click elsewhere close it; arrow keys walk it. */
export function Menu({ class: name, label, face, atEnd = false, up = false, children }: Props) {
  const [opened, setOpened] = useState(false);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!opened) return undefined;
    box.current?.querySelector<HTMLElement>(inPopover)?.focus();
    function elsewhere(event: Event): void {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpened(false);
    }
    document.addEventListener('pointerdown', elsewhere);
    return () => {
      document.removeEventListener('pointerdown', elsewhere);
    };
  }, [opened]);

  function close(): void {
    setOpened(false);
    box.current?.querySelector<HTMLElement>('.menu-face')?.focus();
  }

  return (
    <div
      class={`menu ${name}`}
      ref={box}
      onKeyDown={(event) => {
        if (!opened) return;
        if (event.key === 'Escape') close();
        else if (!walk(event)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <button
        type="button"
        class="menu-face"
        aria-haspopup="true"
        aria-expanded={opened}
        title={label}
        onClick={() => {
          setOpened(!opened);
        }}
      >
        <span class="visually-hidden">{label}</span>
        {face}
      </button>
      {opened && (
        <div class={`popover${atEnd ? ' at-end' : ''}${up ? ' up' : ''}`} role="group" aria-label={label}>
          {children(close)}
        </div>
      )}
    </div>
  );
}

/** Up and down go from one entry to the next. */
export function walk(event: KeyboardEvent, entry = inPopover): boolean {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return false;
  const list = event.currentTarget as HTMLElement;
  const entries = [...list.querySelectorAll<HTMLElement>(entry)];
  const at = entries.indexOf(document.activeElement as HTMLElement);
  entries.at((at + step) % entries.length)?.focus();
  return true;
}
