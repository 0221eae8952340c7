import type { Preview } from '../src/preview';
import type { State } from '../src/record';
import { ownGlobal } from './facts';

interface CookieChange {
  readonly name?: string;
  readonly value?: string;
}
interface CookieChangeEvent extends Event {
  readonly changed: readonly CookieChange[];
  readonly deleted: readonly CookieChange[];
}

/**
 * Tells of cookies that changed, as far as scripts may see them (Cookie Store API; not HttpOnly ones). Where the browser has it, it needs a
 * secure context; the isolated world has a store object of its own, so the page's is not touched.
 */
export function hearCookies(signal: AbortSignal, take: (state: State) => void, now: () => number): void {
  const store = ownGlobal(window, 'cookieStore') as EventTarget | undefined;
  store?.addEventListener(
    'change',
    (event) => {
      const { changed, deleted } = event as CookieChangeEvent;
      for (const cookie of changed) take(stateOf('changed', cookie, now()));
      for (const cookie of deleted) take(stateOf('deleted', cookie, now()));
    },
    { signal },
  );
}

/** More of a cookie's value than its attributes may hold together (RFC 6265bis: 4096 octets) is not there. */
function stateOf(state: 'changed' | 'deleted', { name = '', value }: CookieChange, time: number): State {
  const detail: Preview = value === undefined ? name : `${name}=${value}`;
  return { type: 'state', time, channel: { kind: 'cookie', name: '' }, object: 0, state, detail };
}
