import type { Latency, LatencyRow } from '../../src/exchange/types';
import { ChannelName } from '../parts/channel-name';
import { Cell, Grid, GridRow } from './grid';
import type { History } from '../state/history';
import { n, t } from '../browser/i18n';
import { milliseconds, stepsTitle } from '../words/milliseconds';
import { useState } from 'preact/hooks';
import { ContextLabel } from '../parts/tab-label';

const columns = ['channel', 'from', 'to', 'times', 'p50', 'p95', 'p99', 'max'] as const;

/** How fast: each channel, and below it each pair of tabs. */
export function Latencies({
  history,
  latencies,
}: {
  readonly history: History;
  readonly latencies: readonly LatencyRow[];
}) {
  const [selected, select] = useState<string | null>(null);
  const rows = grouped(latencies);
  return (
    <Grid
      rows={rows}
      label={t('view_latencies')}
      kind="latencies"
      columns={columns.map((name) => ({ name, title: t(`column_${name}`) }))}
      keyOf={keyOf}
      render={(row, index, isSelected) => (
        <Row row={row} history={history} index={index} selected={isSelected} />
      )}
      selected={rows.find((row) => keyOf(row) === selected) ?? null}
      select={(row) => {
        select(row && keyOf(row));
      }}
      open={() => undefined}
    />
  );
}

/** The rows of a channel's pairs after its own; those come in the order of their counts. */
function grouped(rows: readonly LatencyRow[]): LatencyRow[] {
  const pairs = Map.groupBy(
    rows.filter(({ from }) => from !== null),
    channelKey,
  );
  return rows
    .filter(({ from }) => from === null)
    .flatMap((row) => [row, ...(pairs.get(channelKey(row)) ?? [])]);
}

function channelKey({ channel, reply }: LatencyRow): string {
  return `${channel.kind} ${channel.name}${reply ? ' ↩' : ''}`;
}

function keyOf(row: LatencyRow): string {
  return `${channelKey(row)}\n${row.from ?? ''}\n${row.to ?? ''}`;
}

function Row({
  row,
  history,
  index,
  selected,
}: {
  readonly row: LatencyRow;
  readonly history: History;
  readonly index: number;
  readonly selected: boolean;
}) {
  const { channel, from, to, reply, latency } = row;
  const { tabs } = history.documents.value;
  return (
    <GridRow index={index} selected={selected} class={from === null ? 'whole' : 'pair'}>
      <Cell class="channel" title={`${channel.kind} ${channel.name}`}>
        {from === null && <ChannelName channel={channel} />}
      </Cell>
      <Cell class="from">{from === null ? t('latency_all') : <ContextLabel id={from} tabs={tabs} />}</Cell>
      <Cell class="to" title={reply ? t('latency_reply_why') : ''}>
        {reply && t('latency_reply')}
        {to !== null && <ContextLabel id={to} tabs={tabs} />}
      </Cell>
      <Times {...latency} />
      {(['p50', 'p95', 'p99', 'max'] as const).map((name) => (
        <Cell key={name} class={name} title={stepsTitle(latency.resolution)}>
          {latency.count > 0 && milliseconds(latency[name], worthShowing(latency[name], latency.resolution))}
        </Cell>
      ))}
    </GridRow>
  );
}

/** Those whose latency is approximate are in none of the other columns. */
function Times({ count, approximate }: Latency) {
  if (approximate === 0) return <Cell class="times">{n(count)}</Cell>;
  const title = `${t('latency_left_out', n(approximate))} ${t('latency_approximate_why')}`;
  return <Cell class="times" title={title}>{`${n(count)} (+${n(approximate)} ≈)`}</Cell>;
}

/** Buckets are 2 % wide: no more digits than that either. */
function worthShowing(value: number, resolution: number): number {
  return value < 100 ? resolution : Math.max(1, resolution);
}
