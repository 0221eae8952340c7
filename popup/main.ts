import browser from 'webextension-polyfill';
import { mount, showFailure } from '../view/shell/mount';
import { firstOrigin } from './first-origin';
import './popup.css';

async function start(): Promise<void> {
  // As a tab of its own the popup fills the window.
  const inPopup = !((await browser.tabs.getCurrent()) as unknown);
  document.body.classList.toggle('page', !inPopup);
  await mount(
    { kind: inPopup ? 'popup' : 'page', opensFiles: !inPopup, keepsAddress: !inPopup },
    (database) => firstOrigin(database, location.search),
  );
}
start().catch(showFailure);
