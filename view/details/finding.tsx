import { nameOf } from '../../src/exchange/record-name';
import type { RecordRef } from '../../src/exchange/types';
import { catalogue } from '../../src/findings/catalogue';
import type { Finding } from '../../src/findings/types';
import { ChannelName } from '../parts/channel-name';
import { CodeMark } from '../parts/code-mark';
import { DetailsPane } from './pane';
import { Field } from '../parts/field';
import { FindingText } from '../parts/finding-text';
import type { History } from '../state/history';
import { n, t } from '../browser/i18n';
import { isPast } from '../state/past';
import { RecordLink } from '../parts/record-link';
import type { Selection } from '../state/selection';
import { clockTime } from '../parts/time';

interface Props {
  readonly finding: Finding;
  readonly history: History;
  readonly selection: Selection;
  readonly close: () => void;
}

/** What a finding means, what shows it, and how to mend it. */
export function FindingDetails({ finding, history, selection, close }: Props) {
  const { code, severity, confidence, channel, count, first, last, evidence, earlier } = finding;
  const { tabs } = history;
  return (
    <DetailsPane
      label={t('view_findings')}
      title={
        <>
          <CodeMark code={code} severity={severity} />{' '}
          <FindingText finding={finding} part="title" tabs={tabs} />
        </>
      }
      actions={
        <button
          type="button"
          class="only"
          onClick={() => {
            history.filter(`code:${code}`);
            selection.view.value = 'records';
            selection.opened.value = false;
          }}
        >
          {t('finding_records')}
        </button>
      }
      close={close}
    >
      <Field name={t('finding_why')}>
        <FindingText finding={finding} part="why" tabs={tabs} />
      </Field>
      <Field name={t('finding_mend')}>
        <FindingText finding={finding} part="mend" tabs={tabs} />{' '}
        <a href={catalogue[code].link} target="_blank" rel="noreferrer">
          {t('finding_link')}
        </a>
      </Field>
      <Field name={t('column_confidence')}>
        {t(`severity_${severity}`)}, {t(`confidence_${confidence}`)}{' '}
        <span class="note">{t(`confidence_${confidence}_why`)}</span>
      </Field>
      <Field name={t('column_channel')}>
        <ChannelName channel={channel} />
      </Field>
      <Field name={t('column_times')}>
        {count === 1 ? clockTime(last) : t('finding_times', n(count), clockTime(first), clockTime(last))}
      </Field>
      {isPast(finding, history) && (
        <Field name={t('finding_tabs')}>
          <span class="note">{t('finding_past_why')}</span>
        </Field>
      )}
      <Field name={t('finding_evidence')}>
        <Evidence refs={evidence} history={history} selection={selection} />
      </Field>
      {earlier.length > 0 && (
        <Field name={t('finding_earlier')}>
          <Evidence refs={[...earlier].reverse()} history={history} selection={selection} />
        </Field>
      )}
    </DetailsPane>
  );
}

function Evidence({
  refs,
  history,
  selection,
}: Pick<Props, 'history' | 'selection'> & { readonly refs: readonly RecordRef[] }) {
  return (
    <ul class="links">
      {refs.map((ref) => (
        <li key={nameOf(ref)}>
          <RecordLink to={ref} history={history} show={selection.showRecord} />
        </li>
      ))}
    </ul>
  );
}
