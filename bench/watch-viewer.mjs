// What runs in a viewer's page to time it. Each function is taken there alone.

/** Before the page's own code: when its first frame with something in it, and its first row, were painted. */
export function noteFirsts() {
  globalThis.benchFirsts = { frame: 0, rows: 0 };
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries())
      if (name === 'first-contentful-paint') globalThis.benchFirsts.frame = startTime;
  }).observe({ type: 'paint', buffered: true });
  const observer = new MutationObserver(() => {
    if (!document.querySelector('.row.exchange')) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => (globalThis.benchFirsts.rows = performance.now())));
  });
  observer.observe(document, { childList: true, subtree: true });
}

/** Before the page's own code: milliseconds from each question to its answer. */
export function noteAnswers() {
  globalThis.benchAnswers = [];
  const asked = new Map();
  const { Worker } = globalThis;
  globalThis.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        if (data.type !== 'answer' || !asked.has(data.request)) return;
        globalThis.benchAnswers.push(performance.now() - asked.get(data.request));
        asked.delete(data.request);
      });
    }
    postMessage(message, ...more) {
      if (message.type === 'ask') asked.set(message.request, performance.now());
      super.postMessage(message, ...more);
    }
  };
}

/**
 * Before the page's own code: the frames that the page asked for, and its longest task (of more than 50 ms).
 */
export function noteFrames() {
  globalThis.benchFrames = new Set();
  globalThis.benchLongest = 0;
  const native = globalThis.requestAnimationFrame;
  globalThis.requestAnimationFrame = (run) =>
    native((time) => {
      globalThis.benchFrames.add(time);
      run(time);
    });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries())
      globalThis.benchLongest = Math.max(globalThis.benchLongest, duration);
  }).observe({ type: 'longtask' });
}

/** Milliseconds from each key to the frame that shows it. */
export function noteKeys() {
  globalThis.benchKeys = [];
  addEventListener(
    'keydown',
    ({ timeStamp }) =>
      requestAnimationFrame(() => setTimeout(() => globalThis.benchKeys.push(performance.now() - timeStamp))),
    { capture: true },
  );
}

/**
 * Milliseconds from that key to the frame in which all rows hold a text, and to that in which all is
 * filtered.
 */
export function noteRowsOf(text, last) {
  globalThis.benchRowsAfter = 0;
  globalThis.benchAllAfter = 0;
  let from = 0;
  addEventListener(
    'keydown',
    function hear({ key, timeStamp }) {
      if (key !== last) return;
      removeEventListener('keydown', hear, { capture: true });
      from = timeStamp;
      look();
    },
    { capture: true },
  );
  function look() {
    requestAnimationFrame(() => {
      const rows = [...document.querySelectorAll('.row.exchange')];
      const isThere = rows.length > 0 && rows.every((row) => row.textContent.includes(text));
      if (isThere) globalThis.benchRowsAfter ||= performance.now() - from;
      if (isThere && !document.querySelector('.filtering'))
        globalThis.benchAllAfter = performance.now() - from;
      else look();
    });
  }
}
