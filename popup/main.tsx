import { render } from 'preact';
import browser from 'webextension-polyfill';
import { t } from '../view/browser/i18n';
import { Inspector } from '../view/shell/inspector';
import { openStore } from '../view/browser/open-store';
import { openViewer } from '../view/state/viewer';
import { firstOrigin } from './first-origin';
import './popup.css';

document.documentElement.lang = browser.i18n.getUILanguage();
document.title = t('name');
async function start(): Promise<void> {
  const database = await openStore(
    () => {
      location.reload();
    },
    (sentence) => {
      render(
        <p class="notice error" role="alert">
          {sentence}
        </p>,
        document.body,
      );
    },
  );
  const viewer = openViewer(database, await firstOrigin(database, location.search));
  // As a tab of its own the popup fills the window.
  const inPopup = !((await browser.tabs.getCurrent()) as unknown);
  document.body.classList.toggle('page', !inPopup);
  render(
    <Inspector
      viewer={viewer}
      home={{ kind: inPopup ? 'popup' : 'page', opensFiles: !inPopup, keepsAddress: !inPopup }}
    />,
    document.body,
  );
}
start().catch((error: unknown) => {
  document.body.textContent = String(error);
});
