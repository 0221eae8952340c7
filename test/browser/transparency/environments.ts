import { script, type Page } from '../harness/site';

/**
 * Documents with rules of their own, which run `source` as a script of theirs and post its outcome to their
 * parent.
 */
export function environmentPages(source: string): { readonly [path: string]: Page } {
  const file = '<!doctype html><title>all</title><body><script src="/all.js"></script></body>';
  const under = (policy: string, body = file): Page => ({
    type: 'text/html',
    body,
    headers: { 'content-security-policy': policy },
  });
  return {
    '/all.js': script(
      `${source}\nif (parent !== window) window.outcome.then((json) => parent.postMessage(json, '*'));`,
    ),
    '/all.html': file,
    '/strict': under(
      "default-src 'none'; script-src 'self'; connect-src *; frame-src 'self'; worker-src 'self'; base-uri 'none'",
    ),
    '/nonce': under("script-src 'nonce-one'", file.replace('<script', '<script nonce="one"')),
    '/trusted-types': under("script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"),
    '/sandboxed': under('sandbox allow-scripts'),
    '/isolated': {
      type: 'text/html',
      body: file,
      headers: {
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
      },
    },
    '/opened': `<!doctype html><title>opened</title><script>
      addEventListener('load', () => {
        document.open();
        document.write('<!doctype html><body><script src="/all.js"><' + '/script></body>');
        document.close();
      });
    </script>`,
  };
}

/** Whole pages, by what they show; how many cases at least have a result there. */
export const topDocuments = [
  { path: '/strict', what: 'a Content-Security-Policy that takes scripts from files alone', least: 130 },
  { path: '/nonce', what: 'a Content-Security-Policy with a nonce', least: 130 },
  { path: '/trusted-types', what: 'Trusted Types that are required and none allowed', least: 100 },
  { path: '/sandboxed', what: 'a sandbox of an opaque origin', least: 60 },
  { path: '/isolated', what: 'a page that is isolated from other origins', least: 130 },
  { path: '/opened', what: 'document.open and document.write', least: 130 },
];

export const frameKinds = ['srcdoc', 'blob', 'data', 'about:blank', 'sandbox'] as const;

/** Runs in a page: makes a frame of a kind, and waits for the outcome that it posts. */
export async function runInFrame(kind: (typeof frameKinds)[number]): Promise<string> {
  const outcome = new Promise<string>((resolve) => {
    addEventListener('message', ({ data }) => {
      if (typeof data === 'string' && data.startsWith('{"')) resolve(data);
    });
  });
  const frame = document.createElement('iframe');
  const markup = `<!doctype html><body><script src="${origin}/all.js"></` + `script></body>`;
  switch (kind) {
    case 'srcdoc':
      frame.srcdoc = markup;
      break;
    case 'blob':
      frame.src = URL.createObjectURL(new Blob([markup], { type: 'text/html' }));
      break;
    case 'data':
      frame.src = `data:text/html;charset=utf-8,${encodeURIComponent(markup)}`;
      break;
    case 'sandbox':
      frame.setAttribute('sandbox', 'allow-scripts');
      frame.src = '/all.html';
      break;
    case 'about:blank':
      break;
    default:
      kind satisfies never;
  }
  document.body.append(frame);
  if (kind === 'about:blank') {
    frame.contentDocument?.open();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- pages use it, and must go on working
    frame.contentDocument?.write(markup);
    frame.contentDocument?.close();
  }
  return outcome;
}

/**
 * Runs in any document: whether our hooks are there, by their frames on the stack while options are read
 * (docs/limits.md).
 */
export function isHooked(): boolean {
  let stack = '';
  addEventListener('message', () => undefined, {
    get once() {
      stack = new Error().stack ?? '';
      return true;
    },
  });
  return stack.includes('tabshark:');
}
