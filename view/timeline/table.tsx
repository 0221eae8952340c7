import type { Arrow, Block, TimelineAnswer } from '../../src/capture/timeline/types';
import type { TimeWindow } from '../../src/capture/view';
import { visibleText } from '../../src/shown/visible';
import { t } from '../browser/i18n';
import { pathOf } from '../../src/shown/url-names';
import { milliseconds } from '../words/milliseconds';
import { finestSpanText } from '../words/time';
import { underscored } from '../words/underscored';
import type { NameOf } from '../state/names';
import { blockText } from './draw-blocks';
import { drawnOf } from './draw-messages';

/** Rows that are read out; more would be no help. */
const most = 200;

interface Props {
  readonly answer: TimelineAnswer;
  /** What is shown of it. */
  readonly window: TimeWindow;
  readonly zero: number;
  readonly nameOf: NameOf;
  readonly selected: string | null;
}

type Line = { readonly time: number } & ({ readonly arrow: Arrow } | { readonly block: Block });

/** The picture in words, for those who do not see it. */
export function ArrowTable({ answer, window, zero, nameOf, selected }: Props) {
  const lines = [
    ...answer.arrows.map((arrow): Line => ({ time: arrow.time, arrow })),
    ...answer.blocks.map((block): Line => ({ time: block.from, block })),
  ]
    .filter(({ time }) => time >= window.from && time <= window.to)
    .sort((a, b) => a.time - b.time);
  return (
    <table class="visually-hidden arrows" aria-label={t('timeline_table')} aria-rowcount={lines.length + 1}>
      <thead>
        <tr>
          <th>{t('column_time')}</th>
          <th>{t('column_from')}</th>
          <th>{t('column_channel')}</th>
          <th>{t('column_reached')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.slice(0, most).map((of) =>
          'arrow' in of ? (
            <tr key={of.arrow.id} data-id={of.arrow.id} aria-current={of.arrow.id === selected}>
              <td>{finestSpanText(of.time - zero)}</td>
              <td>{senderOf(of.arrow)}</td>
              <td>{visibleText(of.arrow.subject)}</td>
              <td>{drawnOf(of.arrow).map(arrivalText(of.arrow, nameOf)).join(', ')}</td>
            </tr>
          ) : (
            <tr key={of.block.id} data-count={of.block.count} data-problems={of.block.problems}>
              <td>{finestSpanText(of.time - zero)}</td>
              <td>{of.block.lanes.map(laneText).join(', ')}</td>
              <td colSpan={2}>{blockText(of.block)}</td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}

function senderOf({ lane }: Arrow): string {
  return lane === null ? '?' : laneText(lane);
}

function laneText(lane: string): string {
  return visibleText(lane);
}

/** B heard 2.1 ms */
export function arrivalText(
  { channel }: Arrow,
  nameOf: NameOf,
): (arrival: Arrow['arrivals'][number]) => string {
  return ({ context, verdict, latency, code }) =>
    [
      context === null ? visibleText(pathOf(channel.name)) : nameOf(context).letter,
      t(`verdict_${underscored(verdict)}`),
      latency && milliseconds(latency.milliseconds, latency.resolution),
      code?.code,
    ]
      .filter(Boolean)
      .join(' ');
}

/** One message in a sentence, for whoever hears and does not see which is selected. */
export function arrowText(arrow: Arrow, zero: number, nameOf: NameOf): string {
  const to = drawnOf(arrow).map(arrivalText(arrow, nameOf));
  return `${finestSpanText(arrow.time - zero)} ${senderOf(arrow)} ${visibleText(arrow.subject)} → ${to.join(', ')}`;
}
