import { render } from 'preact';
import browser from 'webextension-polyfill';
import { openDatabase } from '../store/database';
import { t } from '../view/i18n';
import { Inspector } from '../view/inspector';
import { openViewer, type Viewer } from '../view/viewer';
import { firstOrigin } from './first-origin';

function Popup({ viewer }: { readonly viewer: Viewer }) {
  const { history, site } = viewer.current.value;
  return (
    <Inspector
      database={viewer.database}
      history={history}
      site={site}
      origins={viewer.origins.value}
      choose={viewer.choose}
      trouble={viewer.trouble.value}
      stacks={viewer.stacks}
    />
  );
}

document.documentElement.lang = browser.i18n.getUILanguage();
document.title = t('name');
// As a tab of its own the popup fills the window.
void browser.tabs.getCurrent().then((tab) => {
  if (tab as unknown) document.body.classList.add('page');
});

async function start(): Promise<void> {
  const database = await openDatabase(() => {
    location.reload();
  });
  const viewer = openViewer(database, await firstOrigin(database, location.search));
  render(<Popup viewer={viewer} />, document.body);
}
start().catch((error: unknown) => {
  document.body.textContent = String(error);
});
