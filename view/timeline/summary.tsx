import type { Details } from '../../src/capture/rows/details-types';
import type { ExchangeRow } from '../../src/capture/rows/row-types';
import { t } from '../browser/i18n';
import { CodeMark } from '../parts/code-mark';
import { OpenFinding } from '../parts/open-finding';
import { FindingText } from '../parts/finding-text';
import { KindIcon, kindIcons } from '../parts/icons';
import { milliseconds } from '../words/milliseconds';
import { ReachedBadge, Sender } from '../parts/reached';
import { Spans } from '../parts/spans';
import { PageText } from '../parts/text';
import { finestSpanText } from '../words/time';
import type { NameOf } from '../state/names';
import type { Selection } from '../state/selection';
import type { TabNames } from '../../src/shown/tab-names';

interface Props {
  readonly row: ExchangeRow;
  readonly details: Details;
  /** There is room for one line. */
  readonly brief: boolean;
  readonly zero: number;
  readonly selection: Selection;
  readonly tabs: TabNames;
  readonly nameOf: NameOf;
}

/** The selected message in two lines, and the ways that lead on. */
export function Summary({ row, details, brief, zero, selection, tabs, nameOf }: Props) {
  const { slowest, channel } = row;
  const [finding] = details.findings;
  return (
    <section class={`summary${brief ? ' brief' : ''}`} aria-label={t('timeline_selected')} data-id={row.id}>
      <div class="said">
        <p>
          <Sender writers={row.writers} place={row.place} certain={row.certain} nameOf={nameOf} />{' '}
          <KindIcon kind={channel.kind} />{' '}
          <b>
            <PageText text={row.subject} />
          </b>{' '}
          <span class="note time">{finestSpanText(row.time - zero)}</span>{' '}
          {row.reachedNote ? (
            <span class="note">
              <Spans spans={[row.reachedNote]} nameOf={nameOf} />
            </span>
          ) : (
            row.reached.map((one, index) => (
              <ReachedBadge key={index} one={one} kind={kindIcons[channel.kind]} nameOf={nameOf} />
            ))
          )}{' '}
          {slowest && (
            <span class="note">
              {t('timeline_slowest', milliseconds(slowest.milliseconds, slowest.resolution))}
            </span>
          )}{' '}
          <span class="content">
            <Spans spans={row.content} nameOf={nameOf} />
          </span>{' '}
          {brief && finding && <CodeMark code={finding.code} severity={finding.severity} />}
        </p>
        {finding && !brief && (
          <p>
            <CodeMark code={finding.code} severity={finding.severity} />{' '}
            <FindingText finding={finding} part="title" tabs={tabs} />{' '}
            <OpenFinding finding={finding} show={selection.showFinding} />
          </p>
        )}
      </div>
      <button
        type="button"
        class="show-in-messages"
        onClick={() => {
          selection.show('messages');
        }}
      >
        {t('state_show')}
      </button>
      <button
        type="button"
        class="follow"
        onClick={() => {
          selection.follow(row, details);
        }}
      >
        {t('follow')}
      </button>
    </section>
  );
}
