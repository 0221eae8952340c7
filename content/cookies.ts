import type { Preview } from '../src/record/preview';
import type { State } from '../src/record/record';
import { ownGlobal } from './facts';

interface Cookie {
  readonly name?: string;
  readonly value?: string;
}
interface CookieChangeEvent extends Event {
  readonly changed: readonly Cookie[];
  readonly deleted: readonly Cookie[];
}
interface CookieStore extends EventTarget {
  getAll(): Promise<readonly Cookie[]>;
}

/**
 * Tells of cookies that changed, as far as scripts may see them (Cookie Store API; not HttpOnly ones). Where
 * the browser has it, it needs a secure context; the isolated world has a store object of its own, so the
 * page's is not touched.
 */
export function hearCookies(signal: AbortSignal, take: (state: State) => void, now: () => number): void {
  const store = ownGlobal(window, 'cookieStore') as CookieStore | undefined;
  if (!store) return;
  /** null until all are known: what changes before has an unknown value. */
  let known: Map<string, string> | null = null;

  function tell(state: 'changed' | 'deleted', cookie: Cookie): void {
    const { name = '', value } = cookie;
    const oldValue = known ? (known.get(name) ?? null) : undefined;
    take(stateOf(state, cookie, oldValue, now()));
    if (state === 'changed' && value !== undefined) known?.set(name, value);
    else known?.delete(name);
  }

  store.addEventListener(
    'change',
    (event) => {
      const { changed, deleted } = event as CookieChangeEvent;
      for (const cookie of changed) tell('changed', cookie);
      for (const cookie of deleted) tell('deleted', cookie);
    },
    { signal },
  );
  store.getAll().then(
    (all) => {
      known = new Map(all.map(({ name = '', value = '' }) => [name, value]));
    },
    // The document may not ask, or its site is gone.
    () => undefined,
  );
}

/** More of a cookie's value than its attributes may hold together (RFC 6265bis: 4096 octets) is not there. */
function stateOf(
  state: 'changed' | 'deleted',
  { name = '', value }: Cookie,
  oldValue: string | null | undefined,
  time: number,
): State {
  const detail: Preview = value === undefined ? name : `${name}=${value}`;
  const told = {
    type: 'state',
    time,
    channel: { kind: 'cookie', name: '' },
    object: 0,
    state,
    detail,
  } as const;
  return oldValue === undefined ? told : { ...told, oldValue };
}
