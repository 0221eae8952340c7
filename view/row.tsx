import { actionOf, changesNothing, directionOf, messageOf, urlOf } from '../src/columns';
import type { Exchange } from '../src/exchange/types';
import type { Gap, Record } from '../src/record';
import { t } from './i18n';
import { TabLabel, TabLetter } from './tab-label';
import type { TabNames } from './tabs';
import { PageText } from './text';
import { clockTime, fullTime } from './time';
import { tooltip, Value } from './value';

interface Props {
  readonly record: Record;
  readonly tabs: TabNames;
  readonly exchange: Exchange | undefined;
  readonly index: number;
  readonly selected: boolean;
}

/** One record in the table. */
export function Row({ record, tabs, exchange, index, selected }: Props) {
  const name = tabs.of(record.context);
  const context = tabs.context(record.context);
  const direction = directionOf(record);
  const failed = 'error' in record;
  return (
    <div
      role="row"
      id={`row-${index}`}
      aria-rowindex={index + 2}
      aria-selected={selected}
      class={`row type-${record.type}${failed || record.type === 'error' || record.type === 'gap' ? ' failed' : ''}`}
      data-index={index}
      data-type={record.type}
      data-context={record.context}
      data-seq={record.seq}
    >
      <span role="gridcell" class="time" title={fullTime(record.time)}>
        {clockTime(record.time)}
      </span>
      <span role="gridcell" class="tab" title={context ? `${name.title}\n${context.url}` : name.title}>
        <TabLabel name={name} favicon={context?.favicon ?? ''} />
      </span>
      <span role="gridcell" class="channel" title={`${record.channel.kind} ${record.channel.name}`}>
        {t(`channel_${underscored(record.channel.kind)}`)}
        {record.channel.name !== '' && (
          <span class="channel-name">
            <PageText text={shortName(record.channel.name)} />
          </span>
        )}
      </span>
      <span role="gridcell" class="action">
        {direction && (
          <span class="direction" title={t(direction === 'out' ? 'direction_out' : 'direction_in')}>
            {direction === 'out' ? '↑' : '↓'}
          </span>
        )}
        {actionOf(record)}
        <Reached record={record} exchange={exchange} tabs={tabs} />
      </span>
      <Content record={record} />
      <span role="gridcell" class="url" title={urlOf(record)}>
        <PageText text={pathOf(urlOf(record))} />
      </span>
    </div>
  );
}

/** Which tabs a write reached; for an event whose write was not seen, who can have made it. */
function Reached({ record, exchange, tabs }: Pick<Props, 'record' | 'exchange' | 'tabs'>) {
  if (!exchange) return null;
  if (record.type === 'storage-write' || record.type === 'send') {
    if (exchange.deliveries.length === 0) return null;
    return (
      <span class="reached">
        {'→'}
        {exchange.deliveries.map(({ context }) => (
          <TabLetter key={context} name={tabs.of(context)} />
        ))}
      </span>
    );
  }
  if (record.type !== 'storage-event') return null;
  const title = exchange.send === null && exchange.writers.length > 0 ? t('writer_inferred') : '';
  return (
    <span class={exchange.send ? 'reached' : 'reached inferred'} title={title}>
      {exchange.writers.length > 0 && '←'}
      {exchange.writers.map((context) => (
        <TabLetter key={context} name={tabs.of(context)} />
      ))}
      {exchange.send === null && exchange.writers.length > 0 && '?'}
    </span>
  );
}

function Content({ record }: { readonly record: Record }) {
  if (record.type === 'storage-write' || record.type === 'storage-event') {
    const noChange = changesNothing(record);
    return (
      <>
        <span role="gridcell" class="key" title={tooltip(record.key)}>
          <Value text={record.key} />
        </span>
        <span role="gridcell" class="values">
          <span class="old" title={tooltip(record.oldValue)}>
            <Value text={record.oldValue} />
          </span>
          <span class="arrow">{noChange ? '=' : '→'}</span>
          <span class="new" title={tooltip(record.newValue)}>
            <Value text={record.newValue} />
          </span>
          <Marks record={record} noChange={noChange} />
        </span>
      </>
    );
  }
  const message = record.type === 'gap' ? gapText(record) : messageOf(record);
  return (
    <span role="gridcell" class="message" title={message.slice(0, 1000)}>
      <PageText text={message} />
      <Marks record={record} noChange={false} />
    </span>
  );
}

function Marks({ record, noChange }: { readonly record: Record; readonly noChange: boolean }) {
  return (
    <>
      {noChange && <span class="mark">{t('mark_no_change')}</span>}
      {'error' in record && (
        <span class="mark error" title={record.error.message}>
          {record.error.name}
        </span>
      )}
      {'isTrusted' in record && !record.isTrusted && (
        <span class="mark" title={t('mark_synthetic_title')}>
          {t('mark_synthetic')}
        </span>
      )}
    </>
  );
}

type Underscored<T extends string> = T extends `${infer A}-${infer B}` ? `${A}_${Underscored<B>}` : T;
/** What a gap says to people. */
export function gapText({ count, reason }: Gap): string {
  const why = t(`gap_${underscored(reason)}`);
  return count === null ? t('gap_unknown', why) : t('gap_row', count, why);
}

/** Message names may not hold a hyphen. */
export function underscored<T extends string>(word: T): Underscored<T> {
  return word.replaceAll('-', '_') as Underscored<T>;
}

/** A URL without what all of an origin's share; other names as they are. */
function shortName(name: string): string {
  return /^https?:/.test(name) ? pathOf(name) : name;
}

function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]*/, '');
}
