import { nameOf } from '../src/exchange/record-name';
import type { CauseLink } from '../src/exchange/types';
import type { Record } from '../src/record';
import { Field } from './field';
import type { History } from './history';
import { t } from './i18n';
import { RecordLink } from './record-link';
import type { ShowRecord } from './selection';

interface Props {
  readonly record: Record;
  readonly history: History;
  readonly show: ShowRecord;
}

/** What led to a record, and what it led to, one step each way: a click follows the chain. */
export function CausesOfRecord({ record, history, show }: Props) {
  const { causedBy, caused } = history.analysis.correlator.causes(record);
  return (
    <>
      {causedBy && (
        <Field name={t('details_caused_by')}>
          <Links links={[causedBy]} history={history} show={show} />
        </Field>
      )}
      {caused.length > 0 && (
        <Field name={t('details_caused')}>
          <Links links={caused} history={history} show={show} />
        </Field>
      )}
    </>
  );
}

function Links({ links, history, show }: Omit<Props, 'record'> & { readonly links: readonly CauseLink[] }) {
  return (
    <ul class="links">
      {links.map(({ record, confidence }) => (
        <li key={nameOf(record)}>
          <RecordLink to={record} history={history} show={show} />
          {confidence === 'likely' && <span class="note"> {t('confidence_likely')}</span>}
        </li>
      ))}
    </ul>
  );
}
