import type { Delivery, Exchange, MeasuredLatency, RecordRef, Verdict } from '../../src/exchange/types';
import type { Channel, Record } from '../../src/record/record';
import { lookOf, verdictText } from '../parts/dots';
import { Field } from '../parts/field';
import { n, t } from '../browser/i18n';
import { milliseconds, stepsTitle } from '../words/milliseconds';
import { OutcomeText } from './outcome';
import type { ShowRecord } from '../state/selection';
import { ContextLabel } from '../parts/tab-label';
import type { TabNames } from '../../src/shown/tab-names';
import { Words } from '../words/words';
import { underscored } from '../words/underscored';

interface Props {
  readonly record: Record;
  readonly exchange: Exchange;
  readonly tabs: TabNames;
  readonly show: ShowRecord;
}

/** Who sent it, and what became of it in each context that was there. */
export function Deliveries(props: Props) {
  return (
    <>
      <Sender {...props} />
      <Table {...props} />
    </>
  );
}

function Sender({ record, exchange, tabs, show }: Props) {
  if (record.type !== 'storage-event' && record.type !== 'receive') return null;
  const { writers, send, certain } = exchange;
  if (writers.length === 0 && record.type === 'receive') return null;
  return (
    <Field name={t(record.type === 'receive' ? 'details_sender' : 'details_writer')}>
      {writers.map((id) => (
        <div key={id}>
          <ContextLabel id={id} tabs={tabs} />{' '}
          {send?.context === id && <JumpButton record={send} show={show} />}
        </div>
      ))}
      {writers.length === 0 && t('writer_unknown')}
      {!certain && writers.length > 0 && (
        <div class="note">
          {writers.length > 1
            ? t('writer_ambiguous', n(writers.length))
            : t(send ? 'writer_likely' : 'writer_inferred')}
        </div>
      )}
    </Field>
  );
}

function Table({ exchange, tabs, show }: Props) {
  const { deliveries, channel } = exchange;
  if (deliveries.length === 0) return null;
  return (
    <Field name={t('details_deliveries')}>
      <table class="deliveries">
        <thead class="visually-hidden">
          <tr>
            <th scope="col">{t('column_tab')}</th>
            <th scope="col">{t('column_verdict')}</th>
            <th scope="col">{t('column_latency')}</th>
            <th scope="col">{t('column_reason')}</th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <DeliveryRow
              key={delivery.context}
              delivery={delivery}
              channel={channel}
              tabs={tabs}
              show={show}
            />
          ))}
        </tbody>
      </table>
    </Field>
  );
}

function DeliveryRow({
  delivery,
  channel,
  tabs,
  show,
}: Pick<Props, 'tabs' | 'show'> & { readonly delivery: Delivery; readonly channel: Channel }) {
  const { context, verdict, latency, record, thrown, outcome } = delivery;
  return (
    <tr class={`verdict-${verdict}`} data-context={context}>
      <td class="tab">
        <ContextLabel id={context} tabs={tabs} look={lookOf(verdict)} />
      </td>
      <td class="verdict">{verdictText(verdict)}</td>
      <td class="latency">{latency && <LatencyText latency={latency} />}</td>
      <td class="reason">
        <span class="note">
          <Words text={reasonOf(verdict, channel)} />
        </span>{' '}
        {outcome && <OutcomeText outcome={outcome} thrown={thrown !== undefined} show={show} />}{' '}
        {record && <JumpButton record={record} show={show} />}
        {thrown && <JumpButton record={thrown} show={show} text={t('show_exception')} />}
      </td>
    </tr>
  );
}

/** Why that became of it; names the event that nobody listens for. */
function reasonOf(verdict: Verdict, { kind }: Channel): string {
  if (verdict !== 'nobody-listening') return t(`verdict_${underscored(verdict)}_why`);
  const isStorage = kind === 'local-storage' || kind === 'session-storage';
  return t('verdict_nobody_listening_why', isStorage ? '`storage`' : '`message`');
}

function LatencyText({ latency }: { readonly latency: MeasuredLatency }) {
  const { milliseconds: value, resolution, approximate } = latency;
  if (!approximate) return <span title={stepsTitle(resolution)}>{milliseconds(value, resolution)}</span>;
  return <span title={t('latency_approximate_why')}>{`≈ ${milliseconds(value, 1)}`}</span>;
}

/** Leads to a record in the list. */
function JumpButton({
  record,
  show,
  text = t('show_record'),
}: {
  readonly record: RecordRef;
  readonly show: ShowRecord;
  readonly text?: string;
}) {
  return (
    <button
      type="button"
      class="jump"
      onClick={() => {
        show(record);
      }}
    >
      {text}
    </button>
  );
}
