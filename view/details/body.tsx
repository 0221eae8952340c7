import { changesNothing, wholeText } from '../../src/shown/columns';
import type { Exchange } from '../../src/exchange/types';
import type { Record } from '../../src/record/record';
import { clockText } from '../words/clock-text';
import { Stack, Thrown } from './call';
import { TextOf, TreeField, ValueTree } from './value';
import { Diff } from '../parts/diff';
import { Field } from '../parts/field';
import { gapText } from '../words/gap-text';
import { n, t } from '../browser/i18n';
import { Tree } from '../parts/tree';
import { PageText } from '../parts/text';

/** The fields that only one type of record has. */
export function Body({
  record,
  exchange,
}: {
  readonly record: Record;
  readonly exchange: Exchange | undefined;
}) {
  switch (record.type) {
    case 'storage-write':
    case 'storage-event':
      return (
        <>
          <Field name={t('column_key')}>
            <TextOf text={record.key} />
          </Field>
          {record.oldValue !== null && record.newValue !== null && !changesNothing(record) && (
            <Field name={t('details_diff')}>
              <Diff oldValue={record.oldValue} newValue={record.newValue} />
            </Field>
          )}
          <Field name={t('details_old')}>
            <ValueTree text={record.oldValue} />
          </Field>
          <Field name={t('details_new')}>
            <ValueTree text={record.newValue} />
          </Field>
          {changesNothing(record) && (
            <Field name="">{t(exchange ? 'mark_changed_elsewhere_long' : 'mark_no_change_long')}</Field>
          )}
          {'isTrusted' in record && !record.isTrusted && <Field name="">{t('mark_synthetic_title')}</Field>}
          {'error' in record && <Thrown error={record.error} />}
          {'stack' in record && <Stack stack={record.stack} />}
        </>
      );
    case 'send':
    case 'receive':
      return (
        <>
          <Field name={t('details_data')}>
            <Tree value={record.data} />
          </Field>
          {record.brief && <Field name="">{t('mark_cut_for_speed')}</Field>}
          {record.size !== undefined && (
            <Field name={t('details_size')}>{t('size_bytes', n(record.size))}</Field>
          )}
          {'transfer' in record && (
            <Field name={t('details_transfer')}>
              <PageText text={record.transfer.join(', ')} />
            </Field>
          )}
          {'error' in record && <Thrown error={record.error} />}
          {'stack' in record && <Stack stack={record.stack} />}
        </>
      );
    case 'open':
      return (
        <>
          {record.options !== undefined && <TreeField name={t('details_options')} value={record.options} />}
          <Thrown error={record.error} />
          <Stack stack={record.stack} />
        </>
      );
    case 'close':
      return record.code === undefined ? null : (
        <Field name={t('details_code')}>
          {record.code} <TextOf text={record.reason ?? ''} />
        </Field>
      );
    case 'error':
      return (
        <Field name={t('details_message')}>
          <TextOf text={record.message} />
        </Field>
      );
    case 'state':
      return (
        <>
          {record.detail !== undefined && <TreeField name={t('details_data')} value={record.detail} />}
          {record.oldValue !== undefined && (
            <Field name={t('details_old')}>
              <ValueTree text={record.oldValue} />
            </Field>
          )}
          <Stack stack={record.stack} />
        </>
      );
    case 'listeners':
      return (
        <Field name={t('details_listeners')}>
          <PageText text={`${record.event}: ${record.count}`} />
        </Field>
      );
    case 'gap':
      return <Field name="">{gapText(record)}</Field>;
    case 'clock':
      return <Field name="">{clockText(record)}</Field>;
    case 'stored':
      return (
        <>
          {record.entries.map(([key, value], index) => (
            <Field key={index} name={<PageText text={wholeText(key)} />}>
              <TextOf text={value} />
            </Field>
          ))}
          {record.left > 0 && <Field name="">{t('stored_left', n(record.left))}</Field>}
        </>
      );
    case 'lifecycle':
      return null;
  }
}
