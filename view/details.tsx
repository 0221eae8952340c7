import { useState } from 'preact/hooks';
import { actionOf } from '../src/columns';
import type { Exchange } from '../src/exchange/types';
import type { Record } from '../src/record';
import { Body } from './details-body';
import { Deliveries, OnChannel, Unseen } from './details-tabs';
import { TextOf } from './details-value';
import { Field } from './field';
import { t } from './i18n';
import { underscored } from './row';
import { TabLabel } from './tab-label';
import type { TabNames } from './tabs';
import { PageText } from './text';
import { fullTime } from './time';

interface Props {
  readonly record: Record;
  readonly tabs: TabNames;
  readonly exchange: Exchange | undefined;
  readonly close: () => void;
  /** All records of the origin, by time. */
  readonly records: readonly Record[];
}

/** Everything that one record holds. */
export function Details({ record, records, tabs, exchange, close }: Props) {
  const context = tabs.context(record.context);
  const name = tabs.of(record.context);
  return (
    <section class="details" aria-label={t('details_label')} tabIndex={-1}>
      <header>
        <h2>
          {t(`channel_${underscored(record.channel.kind)}`)} · {actionOf(record)}
        </h2>
        <CopyButton record={record} />
        <button
          type="button"
          class="close"
          aria-label={t('details_close')}
          title={t('details_close')}
          onClick={close}
        >
          ×
        </button>
      </header>
      <dl>
        <Field name={t('column_time')}>{fullTime(record.time)}</Field>
        <Field name={t('column_tab')}>
          <TabLabel name={name} favicon={context?.favicon ?? ''} />
          {context && <span class="note"> {contextNote(context.tab, context.frame, context.incognito)}</span>}
        </Field>
        {context && (
          <Field name={t('details_document')}>
            <PageText text={context.url} />
            {context.topOrigin !== '' && context.topOrigin !== context.origin && (
              <span class="note"> {t('details_partition', context.topOrigin)}</span>
            )}
          </Field>
        )}
        {record.channel.name !== '' && (
          <Field name={t('column_channel')}>
            <PageText text={record.channel.name} />
          </Field>
        )}
        {'url' in record && (
          <Field name={t('column_url')}>
            <TextOf text={record.url} />
          </Field>
        )}
        {exchange && <Deliveries record={record} exchange={exchange} tabs={tabs} />}
        <OnChannel record={record} records={records} tabs={tabs} />
        <Body record={record} />
        <Unseen record={record} />
      </dl>
    </section>
  );
}

function contextNote(tab: number | null, frame: number | null, incognito: boolean): string {
  const parts = [
    tab === null ? t('details_tab_unknown') : frame ? t('details_frame', tab, frame) : t('details_tab', tab),
  ];
  if (incognito) parts.push(t('details_private'));
  return parts.join(', ');
}

function CopyButton({ record }: { readonly record: Record }) {
  const [copied, setCopied] = useState(false);
  return (
    <button
      type="button"
      class="copy"
      onClick={() => {
        void navigator.clipboard.writeText(JSON.stringify(record, null, 2)).then(() => {
          setCopied(true);
        });
      }}
      onBlur={() => {
        setCopied(false);
      }}
    >
      {copied ? t('copied') : t('copy_json')}
    </button>
  );
}
