import browser from 'webextension-polyfill';

/**
 * Opens the inspector at the side of the window. To be called from a click, first thing: the browser needs
 * the gesture.
 */
export async function openSidePanel(windowId: number): Promise<void> {
  // Firefox has a sidebar, Chromium a side panel, which the polyfill does not know.
  const { sidePanel } = chrome as Partial<Pick<typeof chrome, 'sidePanel'>>;
  if (sidePanel) await sidePanel.open({ windowId });
  else await browser.sidebarAction.open();
}

export async function currentWindow(): Promise<number> {
  return (await browser.windows.getCurrent()).id ?? browser.windows.WINDOW_ID_CURRENT;
}
