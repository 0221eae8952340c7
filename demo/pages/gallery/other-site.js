/** This server under a name that browsers take for another site. */
export function otherHost() {
  return `${location.hostname === '127.0.0.1' ? 'localhost' : '127.0.0.1'}:${location.port}`;
}

/** A frame in this page; settles when it is loaded. */
export function embed(src, sandbox = null) {
  const frame = document.createElement('iframe');
  if (sandbox !== null) frame.sandbox = sandbox;
  frame.src = src;
  document.body.append(frame);
  return new Promise((resolve) => {
    frame.onload = () => resolve();
  });
}

/** In the page of another site: embeds the page that its query names. Null where it names none. */
export function embedBelow() {
  const below = new URLSearchParams(location.search).get('below');
  return below === null ? null : embed(`${below}${location.pathname}?listen`);
}

/** A button that opens this page, listening, in a frame below another site; the twin opens it in a tab. */
export function openBelow(page) {
  page.button('embed', page.right ? 'Open the tab' : 'Open the frame', () => {
    const own = encodeURIComponent(location.origin);
    open(page.right ? '?listen&right' : `//${otherHost()}${location.pathname}?below=${own}`);
  });
}

/** What a frame may do: in the twin, have the page's origin. */
export function sandbox(page) {
  return page.right ? 'allow-scripts allow-same-origin' : 'allow-scripts';
}
