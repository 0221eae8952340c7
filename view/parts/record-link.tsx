import { actionOf, messageOf, wholeText } from '../../src/shown/columns';
import type { RecordRef } from '../../src/exchange/types';
import type { Record } from '../../src/record/record';
import { ChannelName } from './channel-name';
import type { TabNames } from '../../src/shown/tab-names';
import { t } from '../browser/i18n';
import type { RecordOf } from '../state/records';
import type { ShowRecord } from '../state/selection';
import { TabLetter } from './tab-label';
import { PageText } from './text';
import { clockTime } from '../words/time';

/** Characters of what a record says that are shown in one line. */
const brief = 120;

/** A record in one line, which leads to it. */
export function RecordLink({
  to,
  recordOf,
  tabs,
  show,
}: {
  readonly to: RecordRef;
  readonly recordOf: RecordOf;
  readonly tabs: TabNames;
  readonly show: ShowRecord;
}) {
  const seen = recordOf(to);
  if (seen === undefined) return null;
  if (!seen) return <span class="note">{t('record_forgotten')}</span>;
  const { record } = seen;
  return (
    <button
      type="button"
      class="record-link"
      onClick={() => {
        show(to);
      }}
    >
      <span class="time">{clockTime(record.time)}</span> <TabLetter name={tabs.of(record.context)} />{' '}
      <ChannelName channel={record.channel} /> {actionOf(record)}{' '}
      <span class="what">
        <PageText text={whatOf(record).slice(0, brief)} />
      </span>
    </button>
  );
}

function whatOf(record: Record): string {
  if (record.type !== 'storage-write' && record.type !== 'storage-event') return messageOf(record);
  const { key, newValue } = record;
  if (key === null) return '';
  return newValue === null ? wholeText(key) : `${wholeText(key)} = ${wholeText(newValue)}`;
}
