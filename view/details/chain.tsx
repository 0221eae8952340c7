import type { Chain, ChainStep } from '../../src/capture/rows/details-types';
import { nameOf } from '../../src/record/record-name';
import type { TabNames } from '../../src/shown/tab-names';
import { n, t } from '../browser/i18n';
import { Field } from '../parts/field';
import { RecordLink } from '../parts/record-link';
import type { RecordOf } from '../state/records';
import type { ShowRecord } from '../state/selection';

interface Props {
  readonly chain: Chain;
  /** Of its steps. */
  readonly recordOf: RecordOf;
  readonly tabs: TabNames;
  readonly show: ShowRecord;
}

/** Deeper steps are not indented any further. */
const deepest = 12;

/**
 * What led to a record, from the first cause on, and all that came of it: across tabs and channels, read from
 * top to bottom.
 */
export function ChainOfRecord({ chain: { steps, cutBefore, cutAfter }, ...shared }: Props) {
  if (steps.length === 0) return null;
  return (
    <Field name={t('details_chain')}>
      <ul class="chain">
        {cutBefore && <li class="note">{t('chain_cut_before')}</li>}
        {steps.map((step, index) => (
          <Step key={`${index} ${nameOf(step.record)}`} step={step} {...shared} />
        ))}
        {cutAfter && <li class="note">{t('chain_cut_after', n(steps.length))}</li>}
      </ul>
    </Field>
  );
}

function Step({ step, ...shared }: Omit<Props, 'chain'> & { readonly step: ChainStep }) {
  const { record, depth, confidence, asked, repeated, quiet } = step;
  return (
    <li style={{ '--depth': Math.min(depth, deepest) }} aria-current={asked ? 'step' : undefined}>
      <RecordLink to={record} {...shared} />
      {confidence === 'likely' && <span class="note"> {t('confidence_likely')}</span>}
      {repeated && <span class="note"> {t('chain_repeated')}</span>}
      {quiet > 0 && <span class="note"> {t('chain_quiet', n(quiet))}</span>}
    </li>
  );
}
