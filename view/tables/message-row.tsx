import type {
  DeliveryRow,
  ExchangeRow,
  EventRow,
  PresenceRow,
  Reached,
  Row,
} from '../../src/capture/rows/row-types';
import type { Place } from '../../src/capture/rows/row-types';
import { visibleText } from '../../src/shown/visible';
import { n, t } from '../browser/i18n';
import { CodeMark } from '../parts/code-mark';
import { useKept } from '../parts/kept';
import { briefName, pathOf } from '../../src/shown/url-names';
import { Icon, KindIcon, kindIcons } from '../parts/icons';
import { milliseconds, stepsTitle } from '../words/milliseconds';
import { OutcomeWords } from '../words/outcome-words';
import { fateOf, ReachedBadge, Sender } from '../parts/reached';
import { Spans } from '../parts/spans';
import { PageText } from '../parts/text';
import { clockTime, fullTime, signedSpanText, exactSpanText, spanText } from '../words/time';
import { reasonOf } from '../words/verdict';
import { shownColumns, widthOf, type ColumnName, type Columns } from '../state/columns';
import type { NameOf } from '../state/names';
import type { TimeMode } from '../state/view-state';

/** What times are shown against. */
export interface Clock {
  readonly mode: TimeMode;
  /** Of the first record, and of the selected row; milliseconds since the epoch. */
  readonly start: number;
  readonly selected: number | null;
}

export interface MessageRowProps {
  readonly row: Row;
  /** Of the row above; null for the first. */
  readonly before: number | null;
  readonly index: number;
  readonly selected: boolean;
  readonly columns: Columns;
  readonly clock: Clock;
  readonly nameOf: NameOf;
}

/** All that a row is drawn of. */
export function partsOf({
  row,
  before,
  index,
  selected,
  columns,
  clock,
  nameOf,
}: MessageRowProps): readonly unknown[] {
  const { mode, start, selected: chosen } = clock;
  return [row, mode === 'previous' ? before : null, index, selected, columns, mode, start, chosen, nameOf];
}

/** One row among messages, of any sort. */
export function MessageRow(props: MessageRowProps) {
  const { row } = props;
  switch (row.row) {
    case 'exchange':
      return <Exchange {...props} row={row} />;
    case 'event':
      return <Event {...props} row={row} />;
    case 'delivery':
      return <Delivery {...props} row={row} />;
    case 'presence':
      return <PresenceLine {...props} row={row} />;
  }
}

type Of<R> = Omit<MessageRowProps, 'row'> & { readonly row: R };

function attributes({ row, index, selected }: MessageRowProps, more: string) {
  return {
    role: 'row',
    id: `row-${index}`,
    'aria-rowindex': index + 2,
    'aria-selected': selected,
    'aria-level': row.depth + 1,
    class: `row ${more}`,
    'data-index': index,
    'data-id': row.id,
    'data-row': row.row,
    'data-context': row.record.context,
    'data-seq': row.record.seq,
  } as const;
}

function Exchange(props: Of<ExchangeRow>) {
  const { row, nameOf, columns } = props;
  const { channel, fold } = row;
  return (
    <div
      {...attributes(props, `exchange${row.problem ? ' problem' : ''}${row.depth > 0 ? ' inner' : ''}`)}
      aria-expanded={row.expandable ? row.expanded : undefined}
      data-kind={channel.kind}
      data-action={row.action}
    >
      <span class="arrow" role="presentation">
        {row.expandable && <Icon name={row.expanded ? 'down' : 'right'} />}
      </span>
      <Cells columns={columns}>
        {{
          time: timeCell(props),
          from: cell(
            () => (
              <Sender
                writers={row.writers}
                place={row.place}
                certain={row.certain}
                nameOf={nameOf}
                channel={channel}
              />
            ),
            [row.writers, row.place, row.certain, channel.name],
            nameOf,
          ),
          channel: channelCell(row),
          content: cell(
            () => (
              <>
                {fold && <span class="fold">{n(fold.count)} ×</span>}
                <Spans spans={row.content} nameOf={nameOf} />
              </>
            ),
            [fold?.count, row.content],
            nameOf,
          ),
          size: sizeCell(row),
          reached: cell(
            () =>
              row.reachedNote ? (
                <span class="note">
                  <Spans spans={[row.reachedNote]} nameOf={nameOf} />
                </span>
              ) : (
                <ReachedCell {...props} />
              ),
            [row.reachedNote, row.reached, columns, channel.kind],
            nameOf,
          ),
          slowest: slowestCell(row),
          finding: marksCell(row),
        }}
      </Cells>
    </div>
  );
}

function Event(props: Of<EventRow>) {
  const { row, nameOf, columns } = props;
  const { channel, direction } = row;
  return (
    <div
      {...attributes(
        props,
        `event type-${row.type}${row.problem ? ' problem' : ''}${row.failed ? ' failed' : ''}`,
      )}
      data-type={row.type}
      data-kind={channel.kind}
      data-action={row.action}
    >
      <span
        class="direction"
        title={direction ? t(direction === 'out' ? 'direction_out' : 'direction_in') : ''}
      >
        {direction === 'out' ? '↑' : direction === 'in' ? '↓' : ''}
      </span>
      <Cells columns={columns}>
        {{
          time: timeCell(props),
          from: cell(
            () => <Sender writers={[row.context]} place={null} certain nameOf={nameOf} />,
            [row.context],
            nameOf,
          ),
          channel: channelCell(row),
          content: cell(
            () => (
              <>
                <span class="action">{row.action}</span> <Spans spans={row.content} nameOf={nameOf} />
              </>
            ),
            [row.action, row.content],
            nameOf,
          ),
          size: sizeCell(row),
          reached: cell(
            () =>
              row.direction === 'in' && (row.writers.length > 0 || row.place) ? (
                <span class="came-from">
                  {'← '}
                  <Sender
                    writers={row.writers}
                    place={row.place}
                    certain={row.certain}
                    nameOf={nameOf}
                    brief
                  />
                </span>
              ) : (
                <ReachedCell {...props} />
              ),
            [row.direction, row.writers, row.place, row.certain, row.reached, columns, channel.kind],
            nameOf,
          ),
          slowest: slowestCell(row),
          finding: marksCell(row),
        }}
      </Cells>
    </div>
  );
}

/** Below an opened exchange: what one tab, worker or server got of it. */
function Delivery(props: Of<DeliveryRow>) {
  const { row, nameOf, columns } = props;
  const { who, verdict, latency } = row;
  const names = shownColumns(columns);
  const span = names
    .slice(names.indexOf('from') + 1)
    .filter((name) => name === 'channel' || name === 'content');
  return (
    <div {...attributes(props, 'delivery')} data-verdict={verdict}>
      <span class="arrow" role="presentation" />
      <Cells columns={columns} skip={span}>
        {{
          time: cell(
            () =>
              latency ? (
                <span class="note">+{milliseconds(latency.milliseconds, latency.resolution)}</span>
              ) : null,
            [latency],
          ),
          from: cell(
            () => (
              <span class="branch">
                <Sender
                  writers={'context' in who ? [who.context] : []}
                  place={'place' in who ? who.place : null}
                  certain
                  nameOf={nameOf}
                />
              </span>
            ),
            [who],
            nameOf,
          ),
          channel: empty,
          content: empty,
          size: empty,
          reached: cell(
            () => <ReachedBadge one={{ who, verdict }} kind="window" nameOf={nameOf} />,
            [who, verdict],
            nameOf,
          ),
          slowest: cell(
            () => (latency ? milliseconds(latency.milliseconds, latency.resolution) : '–'),
            [latency],
          ),
          finding: marksCell(row),
        }}
      </Cells>
      <span
        role="gridcell"
        class="reason"
        style={{
          gridColumn: `${names.indexOf('from') + 3} / span ${Math.max(1, span.length)}`,
          gridRow: '1',
        }}
      >
        {reasonOf(row)} <OutcomeWords row={row} />
      </span>
    </div>
  );
}

/** A thin line: who could hear has changed. */
function PresenceLine(props: Of<PresenceRow>) {
  const { row, nameOf } = props;
  const name = nameOf(row.context);
  return (
    <div {...attributes(props, `presence what-${row.what}`)}>
      <span role="gridcell" class="line">
        <span class={`letter colour-${name.colour}`}>{name.letter}</span> <PageText text={name.title} />{' '}
        {presenceText(row)} <span class="when">{timeText(row.time, props)}</span>
      </span>
    </div>
  );
}

function presenceText({ what, after, channel, count }: PresenceRow): string {
  const name = what.replaceAll('-', '_') as Presence;
  switch (name) {
    case 'resumed':
    case 'restored':
      return after === null
        ? t(`presence_${name}`)
        : t(
            `presence_${name}_after`,
            after < 60_000 ? t('seconds', (after / 1_000).toFixed(1)) : spanText(after),
          );
    case 'listener_gone':
    case 'listener_added':
    case 'channel_closed':
      return t(`presence_${name}`, visibleText(channel ? pathOf(channel.name) || channel.kind : ''));
    case 'records_lost':
      return count === null ? t('presence_records_lost_unknown') : t('presence_records_lost', n(count));
    case 'opened':
    case 'frozen':
    case 'bfcached':
    case 'discarded':
    case 'gone':
      return t(`presence_${name}`);
  }
}
type Presence = Hyphenless<PresenceRow['what']>;
type Hyphenless<T extends string> = T extends `${infer A}-${infer B}` ? `${A}_${Hyphenless<B>}` : T;

/** What is in a cell, and what decides on that. */
interface Cell {
  readonly draw: () => preact.ComponentChildren;
  readonly of: readonly unknown[];
}

/**
 * `plain`: values without functions, that are alike if they read alike. `nameOf`: where it names documents.
 */
function cell(draw: Cell['draw'], plain: readonly unknown[], nameOf: NameOf | null = null): Cell {
  return { draw, of: [JSON.stringify(plain), nameOf] };
}

const empty = cell(() => null, []);

function timeCell(props: MessageRowProps): Cell {
  const text = timeText(props.row.time, props);
  return cell(() => <span title={fullTime(props.row.time)}>{text}</span>, [props.row.time, text]);
}

function channelCell({ channel, subject }: Pick<ExchangeRow, 'channel' | 'subject'>): Cell {
  return cell(() => <ChannelCell channel={channel} subject={subject} />, [channel, subject]);
}

function sizeCell({ size }: Pick<ExchangeRow, 'size'>): Cell {
  return cell(() => sizeText(size), [size]);
}

function slowestCell(row: Pick<ExchangeRow, 'slowest'>): Cell {
  return cell(() => <SlowestCell row={row} />, [row.slowest]);
}

function marksCell({ marks }: Pick<ExchangeRow, 'marks'>): Cell {
  return cell(
    () => (
      <>
        {marks.map(({ code, severity }) => (
          <CodeMark key={code} code={code} severity={severity} />
        ))}
        {marks.length > 1 && (
          <span class="more-marks" title={marks.map(({ code }) => code).join(', ')}>
            +{n(marks.length - 1)}
          </span>
        )}
      </>
    ),
    [marks],
  );
}

/** The columns that are shown, in their order. */
function Cells({
  columns,
  skip = [],
  children,
}: {
  readonly columns: Columns;
  readonly skip?: readonly ColumnName[];
  readonly children: { readonly [name in ColumnName]: Cell };
}) {
  const keep = useKept();
  return (
    <>
      {shownColumns(columns).map(
        (name, index) =>
          !skip.includes(name) &&
          keep(name, [index, ...children[name].of], () => (
            <span
              key={name}
              role="gridcell"
              class={`cell ${name}`}
              style={{ gridColumn: index + 2, gridRow: 1 }}
            >
              {children[name].draw()}
            </span>
          )),
      )}
    </>
  );
}

function timeText(time: number, { before, clock }: Pick<MessageRowProps, 'before' | 'clock'>): string {
  switch (clock.mode) {
    case 'clock':
      return clockTime(time);
    case 'start':
      return exactSpanText(time - clock.start);
    case 'previous':
      return before === null ? '' : signedSpanText(time - before);
    case 'selected':
      return clock.selected === null ? clockTime(time) : signedSpanText(time - clock.selected);
  }
}

function ChannelCell({
  channel,
  subject,
}: {
  readonly channel: Row extends never ? never : ExchangeRow['channel'];
  readonly subject: string;
}) {
  // A URL goes by its last part.
  const name = subject === '' || subject === pathOf(channel.name) ? channel.name : subject;
  return (
    <span title={visibleText(`${channel.kind} ${channel.name}\n${subject}`, true)}>
      <KindIcon kind={channel.kind} />{' '}
      <code>
        <PageText text={briefName(name) || t(`kinds_${kindIcons[channel.kind]}`)} />
      </code>
    </span>
  );
}

/** Pixels of a badge, of the count of those that are left, and of what is around both in a cell. */
const badge = 30;
const rest = 26;
const around = 14;

function ReachedCell({
  row: { reached, channel },
  columns,
  nameOf,
}: Pick<Of<ExchangeRow | EventRow>, 'row' | 'columns' | 'nameOf'>) {
  if (reached.length === 0) return <span class="note">–</span>;
  const room = widthOf(columns, 'reached') - around;
  const fit = Math.floor(room / badge);
  const most = reached.length <= fit ? fit : Math.max(1, Math.floor((room - rest) / badge));
  // Where only some have room, whoever did not hear goes first.
  const shown = reached.length > most ? [...reached].sort(byFate) : reached;
  return (
    <>
      {shown.slice(0, most).map((one, index) => (
        <ReachedBadge key={index} one={one} kind={kindIcons[channel.kind]} nameOf={nameOf} />
      ))}
      {reached.length > most && <span class="note">+{n(reached.length - most)}</span>}
    </>
  );
}

function byFate(a: Reached, b: Reached): number {
  return Number(fateOf(a.verdict) === 'heard') - Number(fateOf(b.verdict) === 'heard');
}

/** Beyond this many milliseconds a latency stands out. */
const slow = 50;

function SlowestCell({ row: { slowest } }: { readonly row: Pick<ExchangeRow, 'slowest'> }) {
  if (!slowest) return <span class="note">–</span>;
  const { milliseconds: value, resolution, approximate, isReply } = slowest;
  // A tenth of a millisecond to ten seconds, by powers of ten.
  const share = Math.min(1, Math.max(0.06, (Math.log10(Math.max(value, 0.1)) + 1) / 5));
  return (
    <span
      class={value >= slow ? 'slow' : ''}
      title={
        approximate ? t('latency_approximate_why') : isReply ? t('slowest_reply') : stepsTitle(resolution)
      }
    >
      {isReply && <span class="note">↩ </span>}
      {approximate && '≈ '}
      {milliseconds(value, resolution)}
      <span class="bar" style={{ width: `${Math.round(share * 40)}px` }} />
    </span>
  );
}

/** In bytes, as far as they are known. */
export function sizeText(size: number | null): string {
  if (size === null) return '';
  if (size < 1_000) return t('size_b', n(size));
  return size < 1_000_000
    ? t('size_kb', (size / 1_000).toFixed(1))
    : t('size_mb', (size / 1_000_000).toFixed(1));
}

export type { Place };
