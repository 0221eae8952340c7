import browser from 'webextension-polyfill';

/** The toolbar button says whether the tab is watched. */
export function showWatched(tab: number, origin: string | null): void {
  const watched = origin !== null;
  const title = watched ? browser.i18n.getMessage('badge_watched', origin) : '';
  // The tab may be gone by now.
  void Promise.all([
    browser.action.setBadgeText({ tabId: tab, text: watched ? '●' : '' }),
    browser.action.setBadgeBackgroundColor({ tabId: tab, color: '#2f7d5b' }),
    browser.action.setTitle({ tabId: tab, title: title || 'Tabshark' }),
  ]).catch(() => undefined);
}
