import type { Browser, Page } from 'puppeteer-core';

/** The WebDriver BiDi commands that puppeteer has no method for. */
export interface Bidi {
  /** As page.goto, which never resolves for an extension's page. */
  navigate(page: Page, url: string): Promise<void>;
  /** Calls a function in Firefox's own privileged window; what it returns, if that is a text. */
  inBrowser(functionDeclaration: string, argument: string): Promise<unknown>;
}

interface Connection {
  send(method: string, parameters: object): Promise<{ result: unknown }>;
}

/** puppeteer keeps both to itself. */
interface Internals {
  readonly connection: Connection;
}
interface FrameInternals {
  readonly _id: string;
}

export function openBidi(browser: Browser): Bidi {
  const { connection } = browser as unknown as Internals;
  return {
    async navigate(page, url) {
      const { _id } = page.mainFrame() as unknown as FrameInternals;
      await connection.send('browsingContext.navigate', { context: _id, url, wait: 'complete' });
    },
    async inBrowser(functionDeclaration, argument) {
      const tree = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
      const { contexts } = tree.result as { contexts: { context: string }[] };
      const called = await connection.send('script.callFunction', {
        functionDeclaration,
        awaitPromise: true,
        target: { context: contexts[0]?.context },
        arguments: [{ type: 'string', value: argument }],
      });
      const { type, result, exceptionDetails } = called.result as {
        type: string;
        result?: { value?: unknown };
        exceptionDetails?: { text: string };
      };
      if (type !== 'success') throw new Error(`In Firefox's window: ${exceptionDetails?.text ?? type}`);
      return result?.value;
    },
  };
}
