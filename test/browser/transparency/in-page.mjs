/**
 * What runs in the pages that are compared. Both functions are sent as source text, so neither may use
 * anything from outside of itself. Nothing here is TypeScript, nor are the cases: most of what they do is
 * what types forbid.
 */

/** What each case gets as its argument. `site`: addresses that the page can not know by itself. */
export function createTools(site) {
  /**
   * A value as JSON that keeps what JSON drops: undefined, -0, functions, errors with their class and realm,
   * platform objects by their tag.
   */
  function show(value, depth = 0) {
    switch (typeof value) {
      case 'undefined':
        return '«undefined»';
      case 'number':
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : `«${Object.is(value, -0) ? '-0' : value}»`;
      case 'bigint':
        return `«${value}n»`;
      case 'symbol':
        return `«${String(value)}»`;
      case 'function':
        return `«function ${value.name}/${value.length}»`;
      case 'object':
        return value === null ? null : showObject(value, depth);
      default:
        return value;
    }
  }

  function showObject(value, depth) {
    const tag = Object.prototype.toString.call(value);
    if (
      tag === '[object Error]' ||
      tag === '[object DOMException]' ||
      tag === '[object QuotaExceededError]'
    ) {
      const { name, message, code } = value;
      return { tag, name, message, code: show(code), class: value.constructor?.name, realm: realmOf(value) };
    }
    if (depth > 8) return `«${tag}»`;
    if (Array.isArray(value)) return value.map((item) => show(item, depth + 1));
    if (tag !== '[object Object]') return `«${tag}»`;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, show(item, depth + 1)]));
  }

  function realmOf(error) {
    return error instanceof Error ? 'own' : 'foreign';
  }

  const tools = {
    ...site,
    show,
    /** What a call returns, or what it throws. */
    attempt(call) {
      try {
        return { returned: call() };
      } catch (error) {
        return { threw: error };
      }
    },
    /** The same for what a promise settles with. */
    settle: (promise) =>
      promise.then(
        (value) => ({ fulfilled: value }),
        (error) => ({ rejected: error }),
      ),
    /** An object whose conversions to a primitive are logged. */
    text(name, log, result = name) {
      return {
        toString() {
          log.push(`${name}.toString`);
          return result;
        },
        valueOf() {
          log.push(`${name}.valueOf`);
          return `${name} by valueOf`;
        },
      };
    },
    /** A Proxy that logs each trap that runs. */
    logged(target, log, name = '') {
      const handler = new Proxy(
        {},
        {
          get:
            (_target, trap) =>
            (...args) => {
              log.push(
                [name, trap, typeof args[1] === 'object' || args[1] === undefined ? '' : String(args[1])]
                  .join(' ')
                  .trim(),
              );
              return Reflect[trap](...args);
            },
        },
      );
      return new Proxy(target, handler);
    },
    /** An object with a getter for each of `values`, which logs that it is read. */
    getters(values, log) {
      const object = {};
      for (const [key, value] of Object.entries(values)) {
        Object.defineProperty(object, key, {
          enumerable: true,
          get() {
            log.push(`get ${key}`);
            return value;
          },
        });
      }
      return object;
    },
    next: (target, type, options) =>
      new Promise((resolve) => {
        target.addEventListener(type, resolve, { ...options, once: true });
      }),
    /**
     * The next storage event of a key: another document of the origin may be emptied for cases of its own.
     */
    nextWrite: (target) =>
      new Promise((resolve) => {
        target.addEventListener('storage', function heard(event) {
          if (event.key === null) return;
          target.removeEventListener('storage', heard);
          resolve(event);
        });
      }),
    /** Resolves when tasks that are queued now have run. */
    turn: () => new Promise((resolve) => setTimeout(resolve, 20)),
    /** An about:blank frame in this document, and its window. */
    frame() {
      const element = document.body.appendChild(document.createElement('iframe'));
      return element.contentWindow;
    },
    async loadedFrame(attributes) {
      const element = Object.assign(document.createElement('iframe'), attributes);
      const loaded = tools.next(element, 'load');
      document.body.append(element);
      await loaded;
      return element.contentWindow;
    },
    /** This realm's errors that reach window.onerror while `run` does its work. */
    async reported(run) {
      const messages = [];
      const onError = (event) => {
        messages.push(event.message);
        event.preventDefault();
      };
      addEventListener('error', onError);
      await run();
      removeEventListener('error', onError);
      return messages;
    },
  };
  return tools;
}

/** Runs cases one after another, each with empty storage; the results, or why there is none, as JSON. */
export async function runCases(cases, tools) {
  const results = {};
  const { clear } = Storage.prototype;
  for (const [sentence, run] of Object.entries(cases)) {
    for (const name of ['localStorage', 'sessionStorage']) {
      try {
        clear.call(window[name]);
      } catch {
        // This document has no storage.
      }
    }
    let timer;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, tools.limit, { failed: 'no result in time' });
    });
    try {
      results[sentence] = await Promise.race([
        (async () => ({ result: tools.show(await run(tools)) }))(),
        late,
      ]);
    } catch (error) {
      results[sentence] = { failed: `${error}` };
    }
    clearTimeout(timer);
  }
  return JSON.stringify(results);
}
