import type { Preview } from '../src/record/preview';
import type { State } from '../src/record/record';

/**
 * Tells which service workers the page's registration has: one that installs, one that waits, the active one,
 * and who controls the page. The isolated world has objects of its own for them, so the page's are not
 * touched.
 */
export function hearRegistration(signal: AbortSignal, take: (state: State) => void, now: () => number): void {
  const workers = container();
  if (!workers) return;
  let told = '';

  function follow(registration: ServiceWorkerRegistration): void {
    if (signal.aborted) return;
    const { scope, installing, waiting, active } = registration;
    for (const worker of [installing, waiting, active])
      worker?.addEventListener('statechange', changed, { signal });
    const k = ['scope', 'installing', 'waiting', 'active', 'controller'];
    const v = [scope, ...[installing, waiting, active, workers?.controller].map(scriptOf)];
    const text = JSON.stringify(v);
    if (text !== told) take(stateOf(scriptOf(active) ?? '', { t: 'object', k, v, n: k.length }, now()));
    told = text;

    function changed(): void {
      follow(registration);
    }
  }

  /** `ready` would say when there is one, but exists for pages only. */
  function look(): void {
    workers?.getRegistration().then(
      (registration) => {
        if (!registration || signal.aborted) return;
        const changed = (): void => {
          follow(registration);
        };
        registration.addEventListener('updatefound', changed, { signal });
        changed();
      },
      () => undefined,
    );
  }

  workers.addEventListener('controllerchange', look, { signal });
  look();
}

/** Pages that are no secure context have none; sandboxed documents may not ask. */
function container(): ServiceWorkerContainer | undefined {
  try {
    return (navigator as { readonly serviceWorker?: ServiceWorkerContainer }).serviceWorker;
  } catch {
    return undefined;
  }
}

function scriptOf(worker: ServiceWorker | null | undefined): string | null {
  return worker?.scriptURL ?? null;
}

function stateOf(script: string, detail: Preview, time: number): State {
  const channel = { kind: 'service-worker', name: script } as const;
  return { type: 'state', time, channel, object: 0, state: 'registration', detail };
}
