import { render } from 'preact';
import browser from 'webextension-polyfill';
import type { Database } from '../../store/database';
import { t } from '../browser/i18n';
import { startCaptureWorker } from '../browser/capture-worker';
import { openStore } from '../browser/open-store';
import type { Home } from '../state/home';
import { openViewer, type Viewer } from '../state/viewer';
import { Inspector } from './inspector';

/** Shows the inspector in this page; `firstOrigin` says of which site. */
export async function mount(
  home: Home,
  firstOrigin: (database: Promise<Database>) => Promise<string>,
): Promise<Viewer> {
  document.documentElement.lang = browser.i18n.getUILanguage();
  document.title = t('name');
  const captures = startCaptureWorker(reload);
  let shows = false;
  const database = openStore(reload, (sentence) => {
    // The inspector says it by itself.
    if (!shows)
      render(
        <p class="notice error" role="alert">
          {sentence}
        </p>,
        document.body,
      );
  });
  const viewer = openViewer(captures, database, await firstOrigin(database));
  shows = true;
  render(<Inspector viewer={viewer} home={home} />, document.body);
  return viewer;
}

function reload(): void {
  location.reload();
}

/** What went wrong before anything could be shown. */
export function showFailure(error: unknown): void {
  document.body.textContent = String(error);
}
