import { useMemo } from 'preact/hooks';
import type { Exchange } from '../src/exchange/types';
import { holdersAt, sameFrame } from '../src/holders';
import type { Record } from '../src/record';
import { Field } from './field';
import { t } from './i18n';
import { TabLabel } from './tab-label';
import type { TabNames } from './tabs';

interface Props {
  readonly record: Record;
  /** All records of the origin, by time. */
  readonly records: readonly Record[];
  readonly tabs: TabNames;
}

export function Deliveries({
  record,
  exchange,
  tabs,
}: Pick<Props, 'record' | 'tabs'> & { readonly exchange: Exchange }) {
  const writers = exchange.writers.map((context) => tabs.of(context));
  const reached = exchange.deliveries.filter(({ context }) => context !== record.context);
  return (
    <>
      {record.type === 'storage-event' && (
        <Field name={t('details_writer')}>
          {writers.map((name, index) => (
            <div key={index}>
              <TabLabel name={name} favicon="" />
            </div>
          ))}
          {writers.length === 0 && t('writer_unknown')}
          {exchange.send === null && writers.length > 0 && (
            <div class="note">
              {writers.length > 1 ? t('writer_ambiguous', writers.length) : t('writer_inferred')}
            </div>
          )}
        </Field>
      )}
      {reached.length > 0 && (
        <Field name={t('details_reached')}>
          {reached.map(({ context, latency }) => (
            <div key={context}>
              <TabLabel name={tabs.of(context)} favicon={tabs.context(context)?.favicon ?? ''} />
              {latency !== undefined && <span class="note"> {t('latency', latency.toFixed(1))}</span>}
            </div>
          ))}
        </Field>
      )}
    </>
  );
}

/** For sockets and locks: which tabs were on the channel then, and which got an equal frame. */
export function OnChannel({ record, records, tabs }: Pick<Props, 'record' | 'records' | 'tabs'>) {
  const { kind } = record.channel;
  const relevant = kind === 'websocket' || kind === 'web-lock';
  const holders = useMemo(() => (relevant ? holdersAt(records, record) : null), [record]);
  const others = useMemo(() => sameFrame(records, record), [record]);
  if (!holders) return null;
  return (
    <>
      <TabList
        name={t(kind === 'websocket' ? 'details_connected' : 'details_holding')}
        ids={holders.holding}
        tabs={tabs}
      />
      {kind === 'web-lock' && <TabList name={t('details_waiting')} ids={holders.waiting} tabs={tabs} />}
      <TabList name={t('details_also_got')} ids={others.map(({ context }) => context)} tabs={tabs} />
    </>
  );
}

function TabList({
  name,
  ids,
  tabs,
}: {
  readonly name: string;
  readonly ids: readonly string[];
  readonly tabs: TabNames;
}) {
  return ids.length === 0 ? null : (
    <Field name={name}>
      {ids.map((id) => (
        <div key={id}>
          <TabLabel name={tabs.of(id)} favicon={tabs.context(id)?.favicon ?? ''} />
        </div>
      ))}
    </Field>
  );
}

/** What a page can not see of this channel. */
export function Unseen({ record }: { readonly record: Record }) {
  const { kind } = record.channel;
  const sentence =
    kind === 'shared-worker' || kind === 'service-worker'
      ? t('unseen_worker')
      : kind === 'window'
        ? t('unseen_window')
        : kind === 'broadcast-channel'
          ? t('unseen_broadcast')
          : '';
  return sentence === '' ? null : (
    <Field name="">
      <span class="note">{sentence}</span>
    </Field>
  );
}
