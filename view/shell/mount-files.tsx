import { render } from 'preact';
import browser from 'webextension-polyfill';
import { t } from '../browser/i18n';
import { startCaptureWorker } from '../browser/capture-worker';
import { openFileViewer } from '../state/file-viewer';
import { Inspector } from './inspector';

/** Shows the inspector for captures out of files, in a page that needs no extension. */
export function mountFileViewer(): void {
  document.documentElement.lang = browser.i18n.getUILanguage();
  document.title = t('name');
  const home = { kind: 'file', opensFiles: true, keepsAddress: false } as const;
  render(
    <Inspector viewer={openFileViewer(startCaptureWorker(() => undefined))} home={home} />,
    document.body,
  );
}
