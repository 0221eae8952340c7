import type { DeliveryRow } from '../../src/capture/rows/row-types';
import { wholeText } from '../../src/shown/columns';
import { n, t } from '../browser/i18n';
import { pathOf } from '../../src/shown/url-names';
import { PageText } from '../parts/text';

/** Characters of a key. */
const brief = 60;

/** What the handlers of a delivery did, in one line. */
export function OutcomeWords({ row }: { readonly row: DeliveryRow }) {
  const { deeds, moreDeeds, ranFor } = row;
  return (
    <>
      {ranFor !== null && `${t('outcome_ran_for', n(Math.round(ranFor)))} `}
      {deeds.map(({ what, key, channel, count }, index) => (
        <span key={index}>
          {index > 0 && ', '}
          {t(`outcome_${what}`)}{' '}
          <code>
            <PageText text={(key === null ? pathOf(channel.name) : wholeText(key)).slice(0, brief)} />
          </code>
          {count > 1 && ` ${t('outcome_times', n(count))}`}
        </span>
      ))}
      {moreDeeds > 0 && ` ${t('outcome_more', n(moreDeeds))}`}
    </>
  );
}
