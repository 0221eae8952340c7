import type { Lifecycle } from '../src/record';

/** What each event of the document's life says (HTML, page lifecycle and bfcache). */
export function lifecycleState(event: Event): Lifecycle['state'] | null {
  switch (event.type) {
    case 'visibilitychange':
      return document.visibilityState === 'hidden' ? 'hidden' : 'visible';
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

export function isPrerendering(): boolean {
  return (document as { prerendering?: boolean }).prerendering === true;
}
