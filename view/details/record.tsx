import { actionOf } from '../../src/shown/columns';
import { nameOf } from '../../src/record/record-name';
import type { Details as Known } from '../../src/capture/rows/details-types';
import type { RecordRef } from '../../src/exchange/types';
import { CopyButton } from '../parts/copy-button';
import { ChannelName } from '../parts/channel-name';
import { contextNote } from '../words/context-note';
import { Body } from './body';
import { ChainOfRecord } from './chain';
import { Deliveries } from './deliveries';
import { FindingsOfRecord } from './findings';
import { DetailsPane } from './pane';
import { OnChannel } from './tabs';
import { TextOf } from './value';
import { Field } from '../parts/field';
import type { History } from '../state/history';
import { t } from '../browser/i18n';
import { useAnswered } from '../state/answers';
import { useRecords } from '../state/records';
import type { Selection } from '../state/selection';
import { ContextLabel } from '../parts/tab-label';
import { RecordLink } from '../parts/record-link';
import { PageText } from '../parts/text';
import { fullTime } from '../words/time';
import { Unseen } from '../parts/unseen';
import { visibleJson } from '../../src/shown/visible';

interface Props {
  /** Of the record. */
  readonly of: RecordRef;
  readonly history: History;
  readonly selection: Selection;
  readonly close: () => void;
}

/**
 * Everything that one record holds, and what is known of it beyond. The last one's stays in sight, and does
 * nothing, until that is there.
 */
export function Details(props: Props) {
  const { context, seq } = props.of;
  const answered = useAnswered(props.history.client, { ask: 'record', record: { context, seq } });
  const details = answered?.answer.details;
  if (!details) return null;
  const name = nameOf(details.record);
  return <Opened key={name} {...props} details={details} isOfThis={name === nameOf(props.of)} />;
}

function Opened({
  details,
  isOfThis,
  history,
  selection,
  close,
}: Props & { readonly details: Known; readonly isOfThis: boolean }) {
  const { record, exchange, cookieWriter, chain } = details;
  const { tabs } = history.documents.value;
  const context = details.context ?? undefined;
  const recordOf = useRecords(history, [
    record,
    ...(cookieWriter ? [cookieWriter] : []),
    ...chain.steps.map((step) => step.record),
  ]);
  const findings = recordOf(record)?.findings.filter((finding) => !history.hidden.hides(finding)) ?? [];
  const shared = { recordOf, tabs, show: selection.showRecord };
  return (
    <DetailsPane
      label={t('details_label')}
      title={
        <>
          <ChannelName channel={record.channel} /> · {actionOf(record)}
        </>
      }
      actions={<CopyButton class="copy" label={t('copy_json')} text={() => visibleJson(record)} />}
      close={close}
      inert={!isOfThis}
    >
      <Field name={t('column_time')}>{fullTime(record.time)}</Field>
      <Field name={t('column_tab')}>
        <ContextLabel id={record.context} tabs={tabs} />
      </Field>
      {context && (
        <Field name={t('details_document')}>
          <PageText text={context.url} /> <span class="note">{contextNote(context)}</span>
        </Field>
      )}
      {'url' in record && (
        <Field name={t('column_url')}>
          <TextOf text={record.url} />
        </Field>
      )}
      <FindingsOfRecord findings={findings} tabs={tabs} show={selection.showFinding} />
      {exchange && <Deliveries record={record} exchange={exchange} tabs={tabs} show={selection.showRecord} />}
      <ChainOfRecord chain={chain} {...shared} />
      {cookieWriter && (
        <Field name={t('details_written_by')}>
          <RecordLink to={cookieWriter} {...shared} />
        </Field>
      )}
      <OnChannel details={details} tabs={tabs} />
      <Body record={record} exchange={exchange ?? undefined} />
      <Unseen record={record} context={context} />
    </DetailsPane>
  );
}
