import type { Lifecycle } from '../src/record/record';

/**
 * What each event of the document's life says (HTML, page lifecycle and bfcache); one that the page
 * dispatched says nothing.
 */
export function lifecycleState(event: Event): Lifecycle['state'] | null {
  if (!event.isTrusted) return null;
  switch (event.type) {
    case 'visibilitychange':
      return document.visibilityState;
    case 'freeze':
      return 'frozen';
    case 'resume':
      return 'resumed';
    case 'prerenderingchange':
      return 'activated';
    case 'pagehide':
      return (event as PageTransitionEvent).persisted ? 'bfcached' : 'gone';
    case 'pageshow':
      return (event as PageTransitionEvent).persisted ? 'restored' : null;
    default:
      return null;
  }
}

export const documentEvents = ['visibilitychange', 'freeze', 'resume', 'prerenderingchange'];
export const windowEvents = ['pagehide', 'pageshow'];
