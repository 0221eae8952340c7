import type { Gap } from '../../src/record/record';
import { n, t } from '../browser/i18n';
import { underscored } from './underscored';

/** What a gap says to people. */
export function gapText({ count, reason }: Gap): string {
  const why = t(`gap_${underscored(reason)}`);
  return count === null ? t('gap_unknown', why) : t('gap_row', n(count), why);
}
