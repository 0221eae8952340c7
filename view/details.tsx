import { useMemo, useState } from 'preact/hooks';
import { actionOf, changesNothing } from '../src/columns';
import type { Exchange } from '../src/exchange/types';
import { holdersAt, sameFrame } from '../src/holders';
import { previewOfJson } from '../src/json-preview';
import type { Preview } from '../src/preview';
import type { Record, Text } from '../src/record';
import { stackFrames } from '../src/stack';
import { Diff } from './diff';
import { n, t } from './i18n';
import { underscored } from './row';
import { TabLabel } from './tab-label';
import type { TabNames } from './tabs';
import { PageText } from './text';
import { fullTime } from './time';
import { Tree } from './tree';

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

export function Field({
  name,
  children,
}: {
  readonly name: string;
  readonly children: preact.ComponentChildren;
}) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Body({ record }: { readonly record: Record }) {
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
          {changesNothing(record) && <Field name="">{t('mark_no_change_long')}</Field>}
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
          {record.size !== undefined && (
            <Field name={t('details_size')}>{t('size_bytes', n(record.size))}</Field>
          )}
          {'transfer' in record && <Field name={t('details_transfer')}>{record.transfer.join(', ')}</Field>}
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
      return record.detail === undefined ? null : (
        <TreeField name={t('details_data')} value={record.detail} />
      );
    case 'listeners':
      return <Field name={t('details_listeners')}>{`${record.event}: ${record.count}`}</Field>;
    case 'gap':
      return <Field name="">{t('gap_row', record.count, t(`gap_${underscored(record.reason)}`))}</Field>;
    case 'lifecycle':
      return null;
  }
}

/** For sockets and locks: which tabs were on the channel then, and which got an equal frame. */
function OnChannel({ record, records, tabs }: Pick<Props, 'record' | 'records' | 'tabs'>) {
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
function Unseen({ record }: { readonly record: Record }) {
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

function TreeField({ name, value }: { readonly name: string; readonly value: Preview }) {
  return (
    <Field name={name}>
      <Tree value={value} />
    </Field>
  );
}

function Thrown({ error }: { readonly error: { name: string; message: string; path?: string } | undefined }) {
  return error ? (
    <Field name={t('details_error')}>
      <span class="error">
        <PageText text={`${error.name}: ${error.message}`} />
      </span>
      {error.path !== undefined && (
        <div>
          {t('details_path')} <PageText text={error.path} />
        </div>
      )}
    </Field>
  ) : null;
}

function Stack({ stack }: { readonly stack: string | undefined }) {
  return stack === undefined ? null : (
    <Field name={t('details_stack')}>
      <pre class="stack">
        {stackFrames(stack).map(({ before, place, url, after }, index) => (
          <div key={index}>
            <PageText text={before.trimStart()} />
            {url !== '' && (
              <a href={url} target="_blank" rel="noreferrer">
                <PageText text={place} />
              </a>
            )}
            <PageText text={after} />
          </div>
        ))}
      </pre>
    </Field>
  );
}

/** JSON as a tree, with the text itself a button away; other text as it is. */
function ValueTree({ text }: { readonly text: Text | null }) {
  const [raw, setRaw] = useState(false);
  const tree = typeof text === 'string' ? previewOfJson(text) : null;
  if (tree === null) return <TextOf text={text} />;
  return (
    <>
      <button
        type="button"
        class="more"
        aria-pressed={raw}
        onClick={() => {
          setRaw(!raw);
        }}
      >
        {t('details_raw')}
      </button>
      {raw ? <TextOf text={text} /> : <Tree value={tree} />}
    </>
  );
}

function TextOf({ text }: { readonly text: Text | null }) {
  if (text === null) return <span class="keyword">null</span>;
  if (text === '') return <span class="keyword">{t('value_empty')}</span>;
  return (
    <Tree
      value={
        typeof text === 'string' ? text : { t: 'text', head: text.head, tail: text.tail, n: text.length }
      }
    />
  );
}

function Deliveries({
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
