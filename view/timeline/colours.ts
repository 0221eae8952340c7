import { useEffect, useState } from 'preact/hooks';
import type { ChannelKind } from '../../src/record/record';
import { kindIcons } from '../parts/icons';

const tokens = [
  'ground',
  'raised',
  'sunken',
  'line',
  'hair',
  'text',
  'quiet',
  'faint',
  'accent',
  'error',
  'error-ground',
  'warning',
  'warning-ground',
  'note',
  'note-ground',
] as const;
type Token = (typeof tokens)[number];

export type Colours = { readonly [name in Token]: string } & { kind(kind: ChannelKind): string };

/** The colours of the style sheet as a canvas takes them, light or dark. */
function coloursOf(element: HTMLElement): Colours {
  const probe = document.createElement('span');
  element.append(probe);
  const read = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const kinds = new Map(Object.values(kindIcons).map((icon) => [icon, read(`k-${icon}`)]));
  const named = Object.fromEntries(tokens.map((name) => [name, read(name)])) as {
    readonly [name in Token]: string;
  };
  probe.remove();
  return { ...named, kind: (kind) => kinds.get(kindIcons[kind]) ?? named.text };
}

/** As the style sheet has them now: they change with the system's look. */
export function useColours(of: { readonly current: HTMLElement | null }): Colours | null {
  const [colours, setColours] = useState<Colours | null>(null);
  useEffect(() => {
    const look = matchMedia('(prefers-color-scheme: dark)');
    const read = (): void => {
      if (of.current) setColours(coloursOf(of.current));
    };
    read();
    look.addEventListener('change', read);
    return () => {
      look.removeEventListener('change', read);
    };
  }, []);
  return colours;
}
