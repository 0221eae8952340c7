import { actionOf, changesNothing, directionOf, messageOf, urlOf } from '../../src/shown/columns';
import type { Exchange } from '../../src/exchange/types';
import type { Finding, FindingCode, Severity } from '../../src/findings/types';
import type { Record } from '../../src/record/record';
import { pathOf } from '../../src/shown/url-names';
import { ChannelName } from '../parts/channel-name';
import { clockText } from '../words/clock-text';
import { CodeMark } from '../parts/code-mark';
import { Dots } from '../parts/dots';
import { Cell, GridRow } from './grid';
import { gapText } from '../words/gap-text';
import { t, type MessageName } from '../browser/i18n';
import { TabLabel, TabLetter } from '../parts/tab-label';
import type { TabNames } from '../../src/shown/tab-names';
import { PageText } from '../parts/text';
import { clockTime, fullTime } from '../words/time';
import { tooltip, Value } from '../parts/value';
import { visibleText } from '../../src/shown/visible';

interface Props {
  readonly record: Record;
  readonly tabs: TabNames;
  readonly exchange: Exchange | undefined;
  /** Those that it is evidence of. */
  readonly findings: readonly Finding[];
  readonly index: number;
  readonly selected: boolean;
}

/** One record in the table. */
export function Row({ record, tabs, exchange, findings, index, selected }: Props) {
  const name = tabs.of(record.context);
  const context = tabs.context(record.context);
  const direction = directionOf(record);
  const failed = 'error' in record || record.type === 'error' || record.type === 'gap';
  return (
    <GridRow
      index={index}
      selected={selected}
      class={`type-${record.type}${failed ? ' failed' : ''}`}
      data={{ 'data-type': record.type, 'data-context': record.context, 'data-seq': record.seq }}
    >
      <Cell class="time" title={fullTime(record.time)}>
        {clockTime(record.time)}
      </Cell>
      <Cell class="tab" title={context ? `${name.title}\n${context.url}` : name.title}>
        <TabLabel name={name} favicon={context?.favicon ?? ''} />
      </Cell>
      <Cell class="channel" title={`${record.channel.kind} ${record.channel.name}`}>
        <ChannelName channel={record.channel} />
      </Cell>
      <Cell class="action">
        {direction && (
          <span class="direction" title={t(direction === 'out' ? 'direction_out' : 'direction_in')}>
            {direction === 'out' ? '↑' : '↓'}
          </span>
        )}
        {actionOf(record)}
        {exchange && <Reached record={record} exchange={exchange} tabs={tabs} />}
      </Cell>
      <Content record={record} findings={findings} exchange={exchange} />
      <Cell class="url" title={urlOf(record)}>
        <PageText text={pathOf(urlOf(record))} />
      </Cell>
    </GridRow>
  );
}

/** Which tabs a write or a message reached; of an event, who sent it. */
function Reached({
  record,
  exchange,
  tabs,
}: Pick<Props, 'record' | 'tabs'> & { readonly exchange: Exchange }) {
  if (record.type === 'storage-write' || record.type === 'send')
    return <Dots exchange={exchange} tabs={tabs} />;
  const { writers, certain } = exchange;
  if (writers.length === 0 || (record.type !== 'storage-event' && record.type !== 'receive')) return null;
  return (
    <span
      class={certain ? 'reached' : 'reached inferred'}
      title={certain ? '' : t(doubtOf(exchange), writers.length)}
    >
      {'←'}
      {writers.map((context) => (
        <TabLetter key={context} name={tabs.of(context)} />
      ))}
      {!certain && '?'}
    </span>
  );
}

/** Why it is not certain who sent what came. */
export function doubtOf({ writers, send }: Exchange): MessageName {
  if (writers.length > 1) return 'writer_ambiguous';
  return send ? 'writer_likely' : 'writer_inferred';
}

function messageText(record: Record): string {
  if (record.type === 'gap') return gapText(record);
  return record.type === 'clock' ? clockText(record) : messageOf(record);
}

function Content({ record, findings, exchange }: Pick<Props, 'record' | 'findings' | 'exchange'>) {
  if (record.type === 'storage-write' || record.type === 'storage-event') {
    const noChange = changesNothing(record);
    return (
      <>
        <Cell class="key" title={tooltip(record.key)}>
          <Value text={record.key} />
        </Cell>
        <Cell class="values">
          <span class="old" title={visibleText(tooltip(record.oldValue), true)}>
            <Value text={record.oldValue} />
          </span>
          <span class="arrow">{noChange ? '=' : '→'}</span>
          <span class="new" title={visibleText(tooltip(record.newValue), true)}>
            <Value text={record.newValue} />
          </span>
          <Marks
            record={record}
            findings={findings}
            change={!noChange ? undefined : exchange ? 'mark_changed_elsewhere' : 'mark_no_change'}
          />
        </Cell>
      </>
    );
  }
  const message = messageText(record);
  return (
    <Cell class="message" title={message.slice(0, 1000)}>
      <span class="text">
        <PageText text={message} />
      </span>
      <Marks record={record} findings={findings} change={undefined} />
    </Cell>
  );
}

function Marks({
  record,
  findings,
  change,
}: Pick<Props, 'record' | 'findings'> & { readonly change: MessageName | undefined }) {
  return (
    <>
      {change && <span class="mark">{t(change)}</span>}
      {'error' in record && (
        <span class="mark error" title={visibleText(record.error.message)}>
          <PageText text={record.error.name} />
        </span>
      )}
      {'isTrusted' in record && !record.isTrusted && (
        <span class="mark" title={t('mark_synthetic_title')}>
          {t('mark_synthetic')}
        </span>
      )}
      {codesOf(findings).map(([code, severity]) => (
        <CodeMark key={code} code={code} severity={severity} />
      ))}
    </>
  );
}

/** Each code once; the most severe findings come first in `findings`. */
function codesOf(findings: readonly Finding[]): [FindingCode, Severity][] {
  return [...new Map(findings.map(({ code, severity }) => [code, severity]))];
}
