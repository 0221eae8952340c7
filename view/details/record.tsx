import { actionOf } from '../../src/columns';
import type { Record } from '../../src/record';
import { CopyButton } from '../parts/copy-button';
import { ChannelName } from '../parts/channel-name';
import { contextNote } from '../parts/context-note';
import { Body } from './body';
import { ChainOfRecord } from './chain';
import { Deliveries } from './deliveries';
import { CookieWriter } from './cookie';
import { FindingsOfRecord } from './findings';
import { DetailsPane } from './pane';
import { OnChannel } from './tabs';
import { TextOf } from './value';
import { Field } from '../parts/field';
import type { History } from '../state/history';
import { t } from '../browser/i18n';
import type { Selection } from '../state/selection';
import { ContextLabel } from '../parts/tab-label';
import { PageText } from '../parts/text';
import { fullTime } from '../parts/time';
import { Unseen } from '../parts/unseen';
import { visibleJson } from '../../src/visible';

interface Props {
  readonly record: Record;
  readonly history: History;
  readonly selection: Selection;
  readonly close: () => void;
}

/** Everything that one record holds, and what is known of it beyond. */
export function Details({ record, history, selection, close }: Props) {
  void history.version.value;
  const { tabs, analysis } = history;
  const context = tabs.context(record.context);
  const exchange = analysis.correlator.of(record);
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
      <FindingsOfRecord findings={history.findingsOf(record)} tabs={tabs} show={selection.showFinding} />
      {exchange && <Deliveries record={record} exchange={exchange} tabs={tabs} show={selection.showRecord} />}
      <ChainOfRecord record={record} history={history} show={selection.showRecord} />
      <CookieWriter record={record} history={history} show={selection.showRecord} />
      <OnChannel record={record} records={history.all()} tabs={tabs} />
      <Body record={record} exchange={exchange} />
      <Unseen record={record} context={context} />
    </DetailsPane>
  );
}
