import type { ClockRecord } from '../../src/record/record';
import { n, t } from '../browser/i18n';

/** What a clock that has parted from the wall clock says to people. */
export function clockText({ ahead }: ClockRecord): string {
  if (ahead === 0) return t('clock_right');
  return t(ahead > 0 ? 'clock_behind' : 'clock_ahead', n(Math.abs(ahead)));
}
