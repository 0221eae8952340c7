import { render } from 'preact';
import browser from 'webextension-polyfill';
import { openDatabase } from '../store/database';
import { t } from '../view/i18n';
import { Inspector } from '../view/inspector';
import { openViewer } from '../view/viewer';
import { firstOrigin } from './first-origin';

document.documentElement.lang = browser.i18n.getUILanguage();
document.title = t('name');
async function start(): Promise<void> {
  const database = await openDatabase(() => {
    location.reload();
  });
  const viewer = openViewer(database, await firstOrigin(database, location.search));
  // As a tab of its own the popup fills the window.
  const inPopup = !((await browser.tabs.getCurrent()) as unknown);
  document.body.classList.toggle('page', !inPopup);
  render(<Inspector viewer={viewer} inPopup={inPopup} />, document.body);
}
start().catch((error: unknown) => {
  document.body.textContent = String(error);
});
