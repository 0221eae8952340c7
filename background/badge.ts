import browser from 'webextension-polyfill';

/** The toolbar button says whether the tab is watched. */
export function showWatched(tab: number, origin: string | null): void {
  const text = origin === null ? '' : '●';
  const title =
    origin === null ? browser.i18n.getMessage('name') : browser.i18n.getMessage('badge_watched', origin);
  // Rejected when the tab is gone by now.
  void Promise.allSettled([
    browser.action.setBadgeBackgroundColor({ tabId: tab, color: '#d7e6df' }),
    browser.action.setBadgeTextColor({ tabId: tab, color: '#1f6f54' }),
    browser.action.setBadgeText({ tabId: tab, text }),
    browser.action.setTitle({ tabId: tab, title }),
  ]);
}
