import type { ComponentChildren } from 'preact';
import { openOptions } from '../browser/open-page';
import { t } from '../browser/i18n';
import { IconButton } from '../parts/icon-button';

export function OptionsButton() {
  return (
    <IconButton class="options" icon="settings" label={t('options_title')} press={() => void openOptions()} />
  );
}

interface Props {
  readonly open: () => void;
  readonly children: ComponentChildren;
}

/** Leads to the inspector in a tab of its own, with the same view. */
export function InspectorButton({ open, children }: Props) {
  return (
    <button type="button" class="in-tab primary" title={t('open_in_tab_title')} onClick={open}>
      {children}
    </button>
  );
}
