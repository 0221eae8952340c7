import { chainOf } from '../../src/exchange/chain';
import { foldChain, type FoldedStep } from '../../src/exchange/fold-chain';
import { nameOf } from '../../src/exchange/record-name';
import type { Record } from '../../src/record';
import { Field } from '../parts/field';
import type { History } from '../state/history';
import { n, t } from '../browser/i18n';
import { RecordLink } from '../parts/record-link';
import type { ShowRecord } from '../state/selection';

interface Props {
  readonly record: Record;
  readonly history: History;
  readonly show: ShowRecord;
}

const limits = { depth: 50, steps: 200 };
/** Deeper steps are not indented any further. */
const deepest = 12;

/** What led to a record, from the first cause on, and all that came of it: across tabs and channels, read from top to bottom. */
export function ChainOfRecord({ record, history, show }: Props) {
  const { correlator } = history.analysis;
  const chain = chainOf(correlator, record, limits);
  const steps = foldChain(correlator, chain);
  if (steps.length === 0) return null;
  return (
    <Field name={t('details_chain')}>
      <ul class="chain">
        {chain.cutBefore && <li class="note">{t('chain_cut_before')}</li>}
        {steps.map((step, index) => (
          <Step key={`${index} ${nameOf(step.record)}`} step={step} history={history} show={show} />
        ))}
        {chain.cutAfter && <li class="note">{t('chain_cut_after', n(limits.steps))}</li>}
      </ul>
    </Field>
  );
}

function Step({ step, history, show }: Omit<Props, 'record'> & { readonly step: FoldedStep }) {
  const { record, depth, confidence, asked, repeated, quiet } = step;
  return (
    <li style={{ '--depth': Math.min(depth, deepest) }} aria-current={asked ? 'step' : undefined}>
      <RecordLink to={record} history={history} show={show} />
      {confidence === 'likely' && <span class="note"> {t('confidence_likely')}</span>}
      {repeated && <span class="note"> {t('chain_repeated')}</span>}
      {quiet > 0 && <span class="note"> {t('chain_quiet', n(quiet))}</span>}
    </li>
  );
}
