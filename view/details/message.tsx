import { nameOf as idOf } from '../../src/record/record-name';
import type { CaptureClient } from '../../src/capture/types';
import type { ChainStep, Details } from '../../src/capture/rows/details-types';
import type { DeliveryRow, ExchangeRow } from '../../src/capture/rows/row-types';
import type { View } from '../../src/capture/view';
import type { Record } from '../../src/record/record';
import { visibleJson } from '../../src/shown/visible';
import { n, t } from '../browser/i18n';
import { pathOf } from '../../src/shown/url-names';
import { CodeMark } from '../parts/code-mark';
import { CopyButton } from '../parts/copy-button';
import { OpenFinding } from '../parts/open-finding';
import { FindingText } from '../parts/finding-text';
import { Icon, KindIcon, kindIcons } from '../parts/icons';
import { IconButton } from '../parts/icon-button';
import { milliseconds } from '../words/milliseconds';
import { OutcomeWords } from '../words/outcome-words';
import { ReachedBadge, Sender } from '../parts/reached';
import { Spans } from '../parts/spans';
import { PageText } from '../parts/text';
import { clockTime, signedSpanText } from '../words/time';
import { reasonOf } from '../words/verdict';
import { useAnswered } from '../state/answers';
import type { History } from '../state/history';
import type { NameOf } from '../state/names';
import type { Selection } from '../state/selection';
import { sizeText } from '../tables/message-row';
import { Body } from './body';
import { Changed } from './changed';
import { codeOf } from './as-code';
import { CallStack } from './call-stack';
import { Unseen } from '../parts/unseen';
import './message.css';

interface Props {
  readonly capture: CaptureClient;
  readonly view: View;
  readonly history: History;
  readonly selection: Selection;
  readonly nameOf: NameOf;
  /** Of its row. */
  readonly id: string;
  readonly close: () => void;
  /** Keeps it beside the one that is selected next; null where it is the kept one. */
  readonly pin: (() => void) | null;
}

/** One exchange with everything that is known of it. */
export function MessageDetails(props: Props) {
  const { capture, id, close } = props;
  const question = { ask: 'exchange', id: exchangeOf(id) } as const;
  const answered = useAnswered(capture, question);
  if (!answered) return null;
  const { row, details, complete } = answered.answer;
  const isOfThis = answered.question.id === question.id;
  // The last one's stays in sight, and does nothing, until this one's is there.
  if ((!row || !details) && !(complete && isOfThis)) return null;
  if (!row || !details)
    return (
      <section class="details" aria-label={t('details_label')} tabIndex={-1}>
        <header>
          <h2>{t('record_forgotten')}</h2>
          <IconButton class="close" icon="close" label={t('details_close')} press={close} />
        </header>
      </section>
    );
  return <Opened key={row.id} {...props} row={row} details={details} isOfThis={isOfThis} />;
}

/** A delivery, a fold and a presence lead to the exchange, or the record, that they are of. */
function exchangeOf(id: string): string {
  return id.replace(/^!/, '').replace(/>.*$/, '').replace(/\*$/, '');
}

function Opened(
  props: Props & { readonly row: ExchangeRow; readonly details: Details; readonly isOfThis: boolean },
) {
  const { row, details, history, selection, nameOf } = props;
  const { record } = details;
  const { tabs } = history.documents.value;
  const [finding] = details.findings;
  return (
    <section class="details message" aria-label={t('details_label')} tabIndex={-1} inert={!props.isOfThis}>
      <Head {...props} />
      {finding && (
        <div class={`banner ${finding.severity}`}>
          <CodeMark code={finding.code} severity={finding.severity} />
          <span class="text">
            <FindingText finding={finding} part="title" tabs={tabs} />
          </span>
          <OpenFinding finding={finding} show={selection.showFinding} />
        </div>
      )}
      <div class="body">
        <ReachedList deliveries={details.deliveries} row={row} nameOf={nameOf} select={selection.selectRow} />
        <Content record={record} />
        <Chain details={details} nameOf={nameOf} selection={selection} />
        {'stack' in record && <CallStack stack={record.stack} />}
        <dl class="unseen-fields">
          <Unseen record={record} context={details.context ?? undefined} />
        </dl>
      </div>
      <Actions {...props} />
    </section>
  );
}

function Head({
  row,
  details,
  selection,
  capture,
  view,
  nameOf,
  id,
  close,
  pin,
}: Props & { readonly row: ExchangeRow; readonly details: Details }) {
  const { channel, subject, action, size, writers, place, certain } = row;

  async function step(by: number): Promise<void> {
    const { index } = await capture.ask({ ask: 'place', view, id });
    const { rows } = await capture.ask({
      ask: 'rows',
      view,
      from: Math.max(0, index + by),
      to: index + by + 1,
    });
    if (rows[0] && index >= 0) selection.selectRow(rows[0]);
  }

  return (
    <header class="message-head">
      <div class="line">
        <KindIcon kind={channel.kind} />
        <h2>
          <PageText
            text={subject === '' ? pathOf(channel.name) || t(`kinds_${kindIcons[channel.kind]}`) : subject}
          />{' '}
          <span class="note">
            {kindName(details.record)} · {action}
          </span>
        </h2>
        <IconButton class="previous" icon="up" label={t('previous_message')} press={() => void step(-1)} />
        <IconButton class="next" icon="down" label={t('next_message')} press={() => void step(1)} />
        {pin && <IconButton class="pin" icon="pin" label={t('pin_title')} press={pin} />}
        <IconButton class="close" icon="close" label={t('details_close')} press={close} />
      </div>
      <div class="line note">
        <Sender writers={writers} place={place} certain={certain} nameOf={nameOf} /> · {clockTime(row.time)}
        {size !== null && ` · ${sizeText(size)}`}
      </div>
    </header>
  );
}

function kindName({ channel }: Record): string {
  return t(`channel_${channel.kind.replaceAll('-', '_') as Kind}`);
}
type Kind = Underscore<Record['channel']['kind']>;
type Underscore<T extends string> = T extends `${infer A}-${infer B}` ? `${A}_${Underscore<B>}` : T;

function ReachedList({
  deliveries,
  row,
  nameOf,
  select,
}: {
  readonly deliveries: readonly DeliveryRow[];
  readonly row: ExchangeRow;
  readonly nameOf: NameOf;
  readonly select: Selection['selectRow'];
}) {
  const addressed = deliveries.filter(({ verdict }) => verdict !== 'not-applicable');
  if (addressed.length === 0) return null;
  const heard = addressed.filter(
    ({ verdict }) => verdict === 'arrived' || verdict === 'handler-threw',
  ).length;
  return (
    <section class="reached-list">
      <h3>
        {addressed.length === 1
          ? t('reached_of_one', n(heard))
          : t('reached_of', n(heard), n(addressed.length))}
      </h3>
      <ul class="links">
        {addressed.map((delivery) => {
          const { who, verdict, latency, threw } = delivery;
          return (
            <li key={delivery.id} data-verdict={verdict}>
              <ReachedBadge one={{ who, verdict }} kind={kindIcons[row.channel.kind]} nameOf={nameOf} />
              <span class="who-title">
                {'context' in who ? <PageText text={nameOf(who.context).title} /> : null}
              </span>
              <span class="latency">
                {latency
                  ? `${latency.approximate ? '≈ ' : ''}${milliseconds(latency.milliseconds, latency.resolution)}`
                  : '–'}
              </span>
              <span class="reason">
                {reasonOf(delivery)} <OutcomeWords row={delivery} />
                {threw && (
                  <button
                    type="button"
                    class="link"
                    onClick={() => {
                      select({ id: idOf(threw), record: threw });
                    }}
                  >
                    {t('show_exception')}
                  </button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** A write's change; of anything else, all its fields. */
function Content({ record }: { readonly record: Record }) {
  if ((record.type === 'storage-write' || record.type === 'storage-event') && !('error' in record)) {
    if (record.key === null) return null;
    return <Changed before={record.oldValue} after={record.newValue} />;
  }
  return (
    <section>
      <h3>{t('details_content')}</h3>
      <dl>
        <Body record={record} exchange={undefined} />
      </dl>
    </section>
  );
}

/** From the first cause to the last effect, as a chain that one can walk. */
function Chain({
  details: { chain },
  nameOf,
  selection,
}: {
  readonly details: Details;
  readonly nameOf: NameOf;
  readonly selection: Selection;
}) {
  if (chain.steps.length === 0) return null;
  return (
    <section>
      <h3>{t('details_chain')}</h3>
      <ol class="steps">
        {chain.cutBefore && <li class="note">{t('chain_cut_before')}</li>}
        {chain.steps.map((step) => (
          <Step
            key={`${idOf(step.record)} ${step.depth}`}
            step={step}
            nameOf={nameOf}
            selection={selection}
          />
        ))}
        {chain.cutAfter && <li class="note">{t('chain_cut_after', n(chain.steps.length))}</li>}
      </ol>
    </section>
  );
}

function Step({
  step,
  nameOf,
  selection,
}: {
  readonly step: ChainStep;
  readonly nameOf: NameOf;
  readonly selection: Selection;
}) {
  const { record, exchange, offset, asked, context, place, channel, subject, action, content, marks } = step;
  return (
    <li class={asked ? 'asked' : ''} aria-current={asked ? 'step' : undefined}>
      <button
        type="button"
        class="step"
        onClick={() => {
          selection.selectRow({ id: exchange ?? idOf(record), record });
        }}
      >
        <span class="offset">{asked ? '0' : signedSpanText(offset)}</span>
        <span class="knot" />
        <span class="what">
          <Sender writers={place ? [] : [context]} place={place} certain nameOf={nameOf} brief /> {action}{' '}
          <KindIcon kind={channel.kind} />{' '}
          <code>
            <PageText text={pathOf(subject || channel.name)} /> <Spans spans={content} nameOf={nameOf} />
          </code>{' '}
          {asked && <span class="note">{t('chain_this')}</span>}
          {step.confidence === 'likely' && <span class="note"> {t('confidence_likely')}</span>}
          {step.quiet > 0 && <span class="note"> {t('chain_quiet', n(step.quiet))}</span>}
          {marks.map(({ code, severity }) => (
            <CodeMark key={code} code={code} severity={severity} />
          ))}
        </span>
      </button>
    </li>
  );
}

function Actions({
  row,
  details,
  selection,
}: Props & { readonly row: ExchangeRow; readonly details: Details }) {
  const code = codeOf(details.record);
  return (
    <footer class="actions">
      <CopyButton class="copy" label={t('copy_json')} text={() => visibleJson(details.record)} />
      {code !== null && <CopyButton class="copy-code" label={t('copy_code')} text={() => code} />}
      <button
        type="button"
        class="follow"
        onClick={() => {
          selection.follow(row, details);
        }}
      >
        <Icon name="follow" /> {t('follow')}
      </button>
      {row.subject !== '' && (
        <button
          type="button"
          class="only-key"
          onClick={() => {
            selection.onlyKey(row);
          }}
        >
          {t('filter_by_key')}
        </button>
      )}
    </footer>
  );
}
