import browser from 'webextension-polyfill';
import { useRef } from 'preact/hooks';
import { t } from '../browser/i18n';
import type { Viewer } from '../state/viewer';

/** What is not of one site: files, settings, and a window of its own for the popup, which a file dialogue would close. */
export function More({ viewer, inPopup }: { readonly viewer: Viewer; readonly inPopup: boolean }) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <div class="more-actions">
      {inPopup ? (
        <button
          type="button"
          class="in-tab"
          title={t('open_in_tab_title')}
          onClick={() => {
            const { origin } = viewer.current.value.history;
            const url = `popup/popup.html?origin=${encodeURIComponent(origin)}`;
            void browser.tabs.create({ url: browser.runtime.getURL(url) }).then(() => {
              window.close();
            });
          }}
        >
          {t('open_in_tab')}
        </button>
      ) : (
        <button
          type="button"
          class="open-file"
          title={t('open_file_title')}
          onClick={() => {
            chooser.current?.click();
          }}
        >
          {t('open_file')}
        </button>
      )}
      <button
        type="button"
        class="options"
        title={t('options_title')}
        onClick={() => {
          void browser.runtime.openOptionsPage();
        }}
      >
        {t('options')}
      </button>
      <input
        type="file"
        accept=".ndjson"
        hidden
        multiple
        ref={chooser}
        onChange={(event) => {
          viewer.openFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
