import type { Context } from '../../src/record/record';
import { t } from '../browser/i18n';

/** Which tab and frame, whether private, and in whose partition. */
export function contextNote({ tab, frame, incognito, topOrigin, origin }: Context): string {
  const parts = [
    tab === null ? t('details_tab_unknown') : frame ? t('details_frame', tab, frame) : t('details_tab', tab),
  ];
  if (incognito) parts.push(t('details_private'));
  if (topOrigin !== '' && topOrigin !== origin) parts.push(t('details_partition', topOrigin));
  return parts.join(', ');
}
