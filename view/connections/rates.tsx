import type { Cost, RateOf, RatesAnswer } from '../../src/capture/rates/types';
import type { Board } from '../../src/capture/connections/types';
import type { Mark } from '../../src/capture/rows/row-types';
import { quoted } from '../../src/filter/print';
import type { Channel } from '../../src/record/record';
import { n, t } from '../browser/i18n';
import { ChannelName } from '../parts/channel-name';
import { KindIcon, kindIcons, type IconName } from '../parts/icons';
import { perSecond, sizePerSecond } from '../words/per-second';
import { placeText } from '../parts/reached';
import { TabLabel, TabLetter } from '../parts/tab-label';
import { PageText } from '../parts/text';
import { spanText } from '../words/time';
import type { NameOf } from '../state/names';
import type { Selection } from '../state/selection';
import { sizeText } from '../tables/message-row';
import { Bars } from './bars';
import { TableBoard, type Column } from './board';
import './connections.css';

interface Props {
  readonly answer: RatesAnswer | null;
  readonly selection: Selection;
  readonly nameOf: NameOf;
}

/** What the traffic of the time window costs: the busiest channels, keys and tabs. */
export function Rates({ answer, selection, nameOf }: Props) {
  if (!answer?.window || answer.all.messages + answer.all.heard === 0) return null;
  const { window, all, channels, keys, tabs } = answer;
  const span = window.to - window.from;
  const costs: Costs = { span, of: selection.rateOf.value, nameOf };

  function only(filter: string): void {
    selection.filter.value = filter;
    selection.show('messages');
  }

  return (
    <div class="boards rates" tabIndex={0} role="region" aria-label={t('view_rates')}>
      <Summary all={all} span={span} busiest={answer.busiest} of={costs.of} />
      <CostBoard
        icon="port"
        title={t('rates_channels')}
        board={channels}
        costs={costs}
        kindOf={({ channel }) => kindIcons[channel.kind]}
        keyOf={({ channel }) => `${channel.kind} ${channel.name}`}
        head={t('column_channel')}
        cell={({ channel }) => (
          <Only
            press={() => {
              only(channelFilter(channel));
            }}
          >
            <ChannelName channel={channel} />
          </Only>
        )}
      />
      <CostBoard
        icon="storage"
        title={t('rates_keys')}
        board={keys}
        costs={costs}
        kindOf={({ channel }) => kindIcons[channel.kind]}
        keyOf={({ channel, key }) => `${channel.kind} ${key}`}
        head={t('column_key')}
        cell={({ channel, key }) => (
          <Only
            press={() => {
              only(`key:${quoted(key)}`);
            }}
          >
            <KindIcon kind={channel.kind} />{' '}
            <code>
              <PageText text={key === '' ? '""' : key} />
            </code>
          </Only>
        )}
      />
      <CostBoard
        icon="document"
        title={t('rates_senders')}
        board={tabs}
        costs={costs}
        kindOf={() => 'document'}
        keyOf={({ who }) => ('context' in who ? who.context : who.place)}
        head={t('column_from')}
        cell={({ who }) =>
          'context' in who ? <TabLabel name={nameOf(who.context)} favicon="" /> : placeText(who.place)
        }
      />
    </div>
  );
}

function channelFilter({ kind, name }: Channel): string {
  return name === '' ? `channel:${kind}` : `channel:${quoted(name)}`;
}

function Only({
  press,
  children,
}: {
  readonly press: () => void;
  readonly children: preact.ComponentChildren;
}) {
  return (
    <button type="button" class="link" title={t('rates_only')} onClick={press}>
      {children}
    </button>
  );
}

/** The whole in one line of facts. */
function Summary({
  all,
  span,
  busiest,
  of,
}: {
  readonly all: Cost;
  readonly span: number;
  readonly busiest: number;
  readonly of: RateOf;
}) {
  const facts = [
    { name: 'messages', title: t('rates_messages'), value: n(all.messages) },
    { name: 'time', title: t('rates_time'), value: spanText(span) },
    { name: 'rate', title: t('rates_rate'), value: perSecond(all.messages, span) },
    { name: 'busiest', title: t('rates_busiest'), value: of === 'bytes' ? sizeText(busiest) : n(busiest) },
    { name: 'size', title: t('column_size'), value: sizeText(all.size) },
    { name: 'size-rate', title: t('rates_size_rate'), value: sizePerSecond(all.size, span) },
    {
      name: 'unchanged',
      title: t('rates_unchanged'),
      value: shareText(all.unchanged, all.messages),
      why: t('rates_unchanged_why'),
    },
    { name: 'heard', title: t('rates_heard'), value: n(all.heard), why: t('rates_heard_why') },
    {
      name: 'deaf',
      title: t('rates_deaf'),
      value: all.deaf.length === 1 ? t('rates_tabs_one') : t('rates_tabs', n(all.deaf.length)),
      why: t('rates_deaf_why'),
    },
  ];
  return (
    <dl class="rates-summary" aria-label={t('rates_all')}>
      {facts.map(({ name, title, value, why = '' }) => (
        <div key={name} class={`fact-${name}`} title={why}>
          <dt>{title}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface Costs {
  /** Milliseconds. */
  readonly span: number;
  readonly of: RateOf;
  readonly nameOf: NameOf;
}

/** Letters of more tabs are not shown. */
const mostLetters = 6;

function CostBoard<Row extends Cost & { readonly marks?: readonly Mark[] }>({
  icon,
  title,
  board,
  costs: { span, of, nameOf },
  kindOf,
  keyOf,
  head,
  cell,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly board: Board<Row>;
  readonly costs: Costs;
  readonly kindOf: (row: Row) => IconName;
  readonly keyOf: (row: Row) => string;
  readonly head: string;
  readonly cell: Column<Row>['cell'];
}) {
  const most = board.rows.reduce((high, { bars }) => bars.reduce((a, b) => Math.max(a, b), high), 1);
  const said = (sum: number): string => (of === 'bytes' ? sizeText(sum) : t('count_messages', n(sum)));
  return (
    <TableBoard
      icon={icon}
      title={title}
      note={n(board.total)}
      board={board}
      keyOf={keyOf}
      look={() => ''}
      columns={[
        { title: head, class: 'name', cell },
        { title: t('rates_messages'), class: 'number messages', cell: ({ messages }) => count(messages) },
        {
          title: t('rates_rate'),
          class: 'number rate',
          cell: ({ messages }) => messages > 0 && perSecond(messages, span),
        },
        {
          title: t('column_size'),
          class: 'number size',
          cell: ({ messages, size }) => messages > 0 && sizeText(size),
        },
        {
          title: t('rates_size_rate'),
          class: 'number size-rate',
          cell: ({ messages, size }) => messages > 0 && sizePerSecond(size, span),
        },
        {
          title: t('rates_unchanged'),
          why: t('rates_unchanged_why'),
          class: 'number unchanged',
          cell: ({ messages, unchanged }) => messages > 0 && shareText(unchanged, messages),
        },
        {
          title: t('rates_heard'),
          why: t('rates_heard_why'),
          class: 'number heard',
          cell: ({ heard }) => count(heard),
        },
        {
          title: t('rates_deaf'),
          why: t('rates_deaf_why'),
          class: 'deaf',
          cell: ({ deaf, unlistened }) => (
            <span class="members" title={unlistened > 0 ? t('rates_unlistened', n(unlistened)) : ''}>
              {deaf.slice(0, mostLetters).map((context) => (
                <TabLetter key={context} name={nameOf(context)} look="deaf" note={t('boards_deaf')} />
              ))}
              {deaf.length > mostLetters && `+${n(deaf.length - mostLetters)}`}
              {deaf.length === 0 && '–'}
            </span>
          ),
        },
        {
          title: t('rates_over_time'),
          class: 'over-time',
          cell: (row) =>
            row.messages > 0 && (
              <Bars
                bars={row.bars}
                most={most}
                kind={kindOf(row)}
                label={t('rates_bars', said(of === 'bytes' ? row.size : row.messages), spanText(span))}
              />
            ),
        },
      ]}
    />
  );
}

function count(number: number): string {
  return number === 0 ? '–' : n(number);
}

/** Never 0 % or 100 % where that is not quite so. */
function shareText(part: number, whole: number): string {
  if (part === 0) return '–';
  const share = (100 * part) / whole;
  return t('rates_share', n(part === whole ? 100 : Math.min(99, Math.max(1, Math.round(share)))));
}
