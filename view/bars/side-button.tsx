import { useEffect, useState } from 'preact/hooks';
import { t } from '../browser/i18n';
import { currentWindow, openSidePanel } from '../browser/side-panel';
import { IconButton } from '../parts/icon-button';

/** Opens the side panel and closes the popup, which would cover it. */
export function SideButton() {
  const [windowId, setWindowId] = useState<number | null>(null);
  useEffect(() => {
    void currentWindow().then(setWindowId);
  }, []);
  return windowId === null ? null : (
    <IconButton
      class="in-side"
      icon="side"
      label={t('open_side')}
      press={() => {
        void openSidePanel(windowId).then(() => {
          window.close();
        });
      }}
    />
  );
}
