import browser from 'webextension-polyfill';
import { mount, showFailure } from '../view/shell/mount';
import { firstOrigin } from './first-origin';
import './popup.css';

async function start(): Promise<void> {
  // As a tab of its own the popup fills the window.
  const inPopup = !((await browser.tabs.getCurrent()) as unknown);
  document.body.classList.toggle('page', !inPopup);
  const home = inPopup
    ? ({ kind: 'popup', opensFiles: false, keepsAddress: false, tab: await activeTab() } as const)
    : ({ kind: 'page', opensFiles: true, keepsAddress: true } as const);
  await mount(home, (database) => firstOrigin(database, location.search));
}

async function activeTab(): Promise<number | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id;
}
start().catch(showFailure);
