import type { DeliveryRow } from '../../src/capture/rows/row-types';
import { n, t } from '../browser/i18n';
import { clockTime } from './time';

/** What became of a delivery, in a few words: an active verb, past tense. */
export function reasonOf({ verdict, since, latency, who }: DeliveryRow): string {
  const at = since === null ? null : clockTime(since);
  switch (verdict) {
    case 'arrived':
      return latency && latency.milliseconds > slow
        ? t('heard_late', n(Math.round(latency.milliseconds)))
        : t('heard');
    case 'nobody-listening':
      return at === null ? t('missed_no_listener') : t('missed_no_listener_since', at);
    case 'frozen':
      return at === null ? t('waits_frozen') : t('waits_frozen_since', at);
    case 'other-partition':
      return t('missed_partition');
    case 'opened-later':
      return t('verdict_opened_later_why');
    case 'closed-before':
      return at === null ? t('missed_closed') : t('missed_closed_since', at);
    case 'handler-threw':
      return t('heard_threw');
    case 'not-applicable':
      return t('verdict_not_applicable_why');
    case 'waiting':
      return t('verdict_waiting_why');
    case 'unknown':
      return t('verdict_unknown_why');
    case 'sent':
      return 'place' in who ? t('sent_into') : t('sent');
  }
}

/** Beyond this many milliseconds it is worth a word. */
const slow = 500;
