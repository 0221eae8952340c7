import type { State } from '../src/record/record';
import { keepUrl } from '../src/record/text';

/**
 * A page that came from another site and has no opener: where another tab opened its tab, that was cut off on
 * the way. A link in a new tab has none either, but leads here without a detour.
 */
export function tellNoOpener(take: (state: State) => void, now: () => number): void {
  if (window !== top || window.opener !== null) return;
  const { referrer } = document;
  const from = URL.canParse(referrer) ? new URL(referrer).origin : self.origin;
  if (from === self.origin) return;
  const channel = { kind: 'window', name: '' } as const;
  take({
    type: 'state',
    time: now(),
    channel,
    object: 0,
    state: 'no-opener',
    detail: from.slice(0, keepUrl),
  });
}
