import type { Driver } from '../harness/driver';

/**
 * Runs a function where our content script runs, in the tab at that address: a page that has taken its
 * renderer over can do all that is possible there. The function is sent as its text; arguments and answer are
 * JSON.
 */
export async function inContentWorld<A extends readonly unknown[], R>(
  browser: Driver,
  url: string,
  work: (...args: A) => R | Promise<R>,
  ...args: A
): Promise<R> {
  const page = await browser.extensionPage();
  const answer = await page.evaluate(`(async () => {
    const tab = (await chrome.tabs.query({})).find((one) => one.url === ${JSON.stringify(url)});
    const [{ result }] = await chrome.scripting.executeScript({
      target: { tabId: tab.id },
      func: ${work.toString()},
      args: ${JSON.stringify(args)},
    });
    return JSON.stringify({ result });
  })()`);
  return (JSON.parse(String(answer)) as { readonly result: R }).result;
}
