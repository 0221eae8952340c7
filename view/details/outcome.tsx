import { wholeText } from '../../src/shown/columns';
import type { Deed, Outcome } from '../../src/exchange/types';
import { ChannelName } from '../parts/channel-name';
import { n, t } from '../browser/i18n';
import type { ShowRecord } from '../state/selection';
import { PageText } from '../parts/text';

/** Characters of a key that are shown. */
const brief = 80;

interface Props {
  readonly outcome: Outcome;
  /** A handler threw: then nobody wonders that it did nothing. */
  readonly thrown: boolean;
  readonly show: ShowRecord;
}

/** What a delivery's handlers did, each deed leading to its record. */
export function OutcomeText({ outcome, thrown, show }: Props) {
  const { deeds, more, ranFor } = outcome;
  return (
    <div class="outcome">
      {deeds.map((deed, index) => (
        <DeedText key={index} deed={deed} show={show} />
      ))}
      {more > 0 && <div class="note">{t('outcome_more', n(more))}</div>}
      {deeds.length === 0 && !thrown && <div class="note">{t('outcome_nothing')}</div>}
      {ranFor !== null && <div class="note">{t('outcome_ran_for', n(ranFor))}</div>}
    </div>
  );
}

function DeedText({ deed, show }: { readonly deed: Deed; readonly show: ShowRecord }) {
  const { what, channel, key, count, confidence, record } = deed;
  return (
    <div>
      <button
        type="button"
        class="record-link"
        onClick={() => {
          show(record);
        }}
      >
        {t(`outcome_${what}`)}{' '}
        {key === null ? (
          <ChannelName channel={channel} />
        ) : (
          <PageText text={wholeText(key).slice(0, brief)} />
        )}
        {count > 1 && <span class="note"> {t('outcome_times', n(count))}</span>}
      </button>
      {confidence === 'likely' && <span class="note"> {t('outcome_likely')}</span>}
    </div>
  );
}
