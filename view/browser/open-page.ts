import browser from 'webextension-polyfill';

/** The inspector in a tab of its own, looking at the same. `hash`: a view state. */
export async function openPage(origin: string, hash: string): Promise<void> {
  const search = new URLSearchParams({ origin });
  await browser.tabs.create({
    url: browser.runtime.getURL(`popup/popup.html?${search.toString()}#${hash}`),
  });
}

export async function openOptions(): Promise<void> {
  await browser.runtime.openOptionsPage();
}
