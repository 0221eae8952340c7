import './browser/begun';
import './shell/first-frame.css';
import type { ToWorker } from './worker/protocol';

/**
 * Runs before a viewer's own script, and is small. The worker takes as long to begin as the page: it begins
 * now. The page's script runs after the first frame (view/shell/viewer.html) and with all of its style.
 */

const { then = '' } = document.currentScript?.dataset ?? {};

function beginWorker(): void {
  const worker = new Worker('../view/worker.js', { name: 'tabshark captures' });
  const missed: Event[] = [];
  worker.onmessage = worker.onerror = (event: Event) => missed.push(event);
  const origin = new URLSearchParams(location.search).get('origin');
  const first: ToWorker = origin === null ? { type: 'prepare' } : { type: 'open', capture: 1, origin };
  worker.postMessage(first);
  window.begun = { worker, origin, missed };
}

function runPage(): void {
  const script = document.createElement('script');
  script.src = then;
  document.head.append(script);
}

function whenParsed(run: () => void): void {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', run);
  else run();
}

beginWorker();
// A page that nobody sees has no frames.
if (document.hidden) whenParsed(runPage);
else
  requestAnimationFrame(() =>
    setTimeout(() => {
      whenParsed(runPage);
    }),
  );
