import type { Driver } from '../harness/driver';

/**
 * Runs a function where our content script runs, in the tab at that address: a page that has taken its
 * renderer over can do all that is possible there. The function is sent as its text; arguments and answer are
 * JSON.
 */
export function inContentWorld<A extends readonly unknown[], R>(
  browser: Driver,
  url: string,
  work: (...args: A) => R | Promise<R>,
  ...args: A
): Promise<R> {
  return evaluateInContentWorld(
    browser,
    url,
    `(${work.toString()})(...${JSON.stringify(args)})`,
  ) as Promise<R>;
}

/** The same for an expression. */
export async function evaluateInContentWorld(
  browser: Driver,
  url: string,
  expression: string,
): Promise<unknown> {
  const page = await browser.extensionPage();
  const answer = await page.evaluate(`(async () => {
    const tab = (await chrome.tabs.query({})).find((one) => one.url === ${JSON.stringify(url)});
    const [{ result }] = await chrome.scripting.executeScript({
      target: { tabId: tab.id },
      func: () => ${expression},
    });
    return JSON.stringify({ result });
  })()`);
  return (JSON.parse(String(answer)) as { readonly result: unknown }).result;
}
