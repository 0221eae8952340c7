import { t } from '../browser/i18n';
import type { Viewer } from '../state/viewer';

/** Says that files are being read, where that takes its time. */
export function Opening({ files: { opening, cancel } }: Pick<Viewer, 'files'>) {
  if (opening.value === null) return null;
  return (
    <p class="opening" role="status">
      {t('opening', opening.value.names)} <progress max={1} value={opening.value.part} />{' '}
      <button type="button" onClick={cancel}>
        {t('cancel')}
      </button>
    </p>
  );
}
