import type { ChannelKind } from '../../src/record/record';
import type { Severity } from '../../src/findings/types';
import { t } from '../browser/i18n';

/** Outlines on a grid of 16 × 16, drawn in the colour of the text. */
const outlines = {
  storage:
    'M3 4c0-1.1 2.2-2 5-2s5 .9 5 2-2.2 2-5 2-5-.9-5-2v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2',
  worker:
    'M8 6.8V4.9M6.4 9.6 4 11.5M9.6 9.6l2.4 1.9M8 1.8v0M8 9.7a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2M8 4.9a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3M3 14a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3M13 14a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3',
  broadcast:
    'M8 9.3a1.3 1.3 0 1 0 0-2.6 1.3 1.3 0 0 0 0 2.6M5.2 11a4 4 0 0 1 0-6M10.8 5a4 4 0 0 1 0 6M3 13a7 7 0 0 1 0-10M13 3a7 7 0 0 1 0 10',
  websocket: 'M2 5.5h11M10.5 3 13 5.5 10.5 8M14 10.5H3M5.5 8 3 10.5 5.5 13',
  port: 'M4 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4M12 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4M6 8h4',
  window: 'M2 3.5h12v9H2zM2 6h12',
  sw: 'M8 10.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4M8 2v2M8 12v2M2 8h2M12 8h2M3.8 3.8l1.4 1.4M10.8 10.8l1.4 1.4M12.2 3.8l-1.4 1.4M5.2 10.8l-1.4 1.4',
  lock: 'M3.5 7.5h9V14h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  idb: 'M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.7h11M6.2 3v10',
  cookie: 'M8 2a6 6 0 1 0 6 6 2.5 2.5 0 0 1-3-3 2.5 2.5 0 0 1-3-3M6 6.5v0M5.8 10v0M9.5 10.5v0',
  document: 'M4 2h5l3 3v9H4zM9 2v3h3',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  resume: 'M5 3.5 12.5 8 5 12.5z',
  clear: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M3.8 3.8l8.4 8.4',
  open: 'M2 12.5v-9h4.5L8 5h6v7.5z',
  save: 'M8 2.5v7.5M5 7.2 8 10l3-2.8M2.5 10.5v3h11v-3',
  settings:
    'M2 5h7M13 5h1M2 11h1M7 11h7M11 6.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6M5 12.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6',
  stacks: 'M8 2 14 5 8 8 2 5zM2 8l6 3 6-3M2 11l6 3 6-3',
  side: 'M2 3h12v10H2zM9.5 3v10',
  external: 'M6 3H3v10h10v-3M9 3h4v4M13 3 7.5 8.5',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9M10.3 10.3 14 14',
  filter: 'M2.5 3.5h11L9.5 8.5v4l-3 1v-5z',
  close: 'M4 4l8 8M12 4l-8 8',
  down: 'M4 6l4 4 4-4',
  up: 'M4 10l4-4 4 4',
  right: 'M6 4l4 4-4 4',
  pin: 'M5.5 2.5h5M6.5 2.5v4L4 9.5h8L9.5 6.5v-4M8 9.5V14',
  newest: 'M8 2v8M4.5 7 8 10.5 11.5 7M3 13.5h10',
  hide: 'M3 12.5h10l-1.5-2V7a3.5 3.5 0 0 0-7 0v3.5zM2.5 2.5l11 11',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M8 4.5V8l2.5 1.5',
  follow:
    'M4 5.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3M4 13.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3M12 9.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3M4 5.5v5M4 8h6.5',
} as const;

export type IconName = keyof typeof outlines;

/** Beside a word, or on a button that has a label of its own: it says nothing by itself. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width={16} height={16} aria-hidden="true">
      <path d={outlines[name]} />
    </svg>
  );
}

export const kindIcons = {
  'local-storage': 'storage',
  'session-storage': 'storage',
  'shared-worker': 'worker',
  'broadcast-channel': 'broadcast',
  websocket: 'websocket',
  'event-source': 'websocket',
  'message-port': 'port',
  window: 'window',
  'service-worker': 'sw',
  'web-lock': 'lock',
  'indexed-db': 'idb',
  cookie: 'cookie',
  document: 'document',
} as const satisfies { readonly [kind in ChannelKind]: IconName };

/** A channel's kind, in its colour. */
export function KindIcon({ kind }: { readonly kind: ChannelKind }) {
  return (
    <span class={`kind k-${kindIcons[kind]}`}>
      <Icon name={kindIcons[kind]} />
    </span>
  );
}

/** Told apart by shape: an octagon with a cross, a triangle with a mark, a ring. */
export function SeverityIcon({ severity }: { readonly severity: Severity }) {
  return (
    <svg
      class={`severity ${severity}`}
      viewBox="0 0 12 12"
      width={12}
      height={12}
      role="img"
      aria-label={t(`severity_${severity}`)}
    >
      {severity === 'error' && (
        <>
          <path class="solid" d="M3.6 0h4.8L12 3.6v4.8L8.4 12H3.6L0 8.4V3.6z" />
          <path class="cut" d="M3.8 3.8l4.4 4.4M8.2 3.8 3.8 8.2" />
        </>
      )}
      {severity === 'warning' && (
        <>
          <path class="solid" d="M6 .5 12 11.5H0z" />
          <path class="cut" d="M6 4.3v3.2M6 9.3v.3" />
        </>
      )}
      {severity === 'info' && <path class="line" d="M6 11A5 5 0 1 0 6 1a5 5 0 0 0 0 10M6 5.5V8.6M6 3.3v.3" />}
    </svg>
  );
}
