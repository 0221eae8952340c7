import type { Arrow, Block } from '../../src/capture/timeline/types';
import type { CaptureClient } from '../../src/capture/types';
import type { Finding } from '../../src/findings/types';
import { t } from '../browser/i18n';
import { CodeMark } from '../parts/code-mark';
import { FindingText } from '../parts/finding-text';
import { KindIcon, kindIcons } from '../parts/icons';
import { milliseconds } from '../words/milliseconds';
import { ReachedBadge, Sender } from '../parts/reached';
import { Spans } from '../parts/spans';
import { PageText } from '../parts/text';
import { finestSpanText } from '../words/time';
import { underscored } from '../words/underscored';
import { useAnswer } from '../state/answers';
import type { NameOf } from '../state/names';
import type { TabNames } from '../../src/shown/tab-names';
import { blockText } from './draw-blocks';
import { drawnOf } from './draw-messages';
import type { Hit } from './hit';

/** Receivers that are named one by one. */
const most = 6;

interface Props {
  readonly hit: Hit;
  readonly capture: CaptureClient;
  readonly findings: readonly Finding[];
  readonly tabs: TabNames;
  readonly nameOf: NameOf;
  readonly zero: number;
}

/** What the pointer is on, in a few lines. */
export function Tip({ hit, capture, findings, tabs, nameOf, zero }: Props) {
  if ('arrow' in hit) return <OfArrow arrow={hit.arrow} capture={capture} nameOf={nameOf} zero={zero} />;
  if ('block' in hit) return <OfBlock block={hit.block} zero={zero} />;
  const finding = findings.find(({ id }) => id === hit.region.id);
  return finding ? (
    <p>
      <CodeMark code={finding.code} severity={finding.severity} />{' '}
      <FindingText finding={finding} part="title" tabs={tabs} />
    </p>
  ) : null;
}

interface OfArrowProps extends Pick<Props, 'capture' | 'nameOf' | 'zero'> {
  readonly arrow: Arrow;
}

function OfArrow({ arrow, capture, nameOf, zero }: OfArrowProps) {
  const answer = useAnswer(capture, { ask: 'exchange', id: arrow.id });
  const row = answer?.row?.id === arrow.id ? answer.row : null;
  const arrivals = drawnOf(arrow);
  // Of a worker or a server nobody knows more than that it was sent.
  const documents = arrivals.filter(({ context, code }) => context !== null || code !== null);
  const { kind } = arrow.channel;
  return (
    <>
      <p class="what">
        {row && (
          <Sender writers={row.writers} place={row.place} certain={row.certain} nameOf={nameOf} brief />
        )}
        {' → '}
        {arrivals.slice(0, most).map(({ context, verdict }, index) => (
          <ReachedBadge
            key={index}
            one={{ who: context === null ? { place: row?.place ?? 'server' } : { context }, verdict }}
            kind={kindIcons[kind]}
            nameOf={nameOf}
          />
        ))}{' '}
        <KindIcon kind={kind} />{' '}
        <b>
          <PageText text={arrow.subject} />
        </b>
      </p>
      {row && (
        <p class="content">
          <Spans spans={row.content} nameOf={nameOf} />
        </p>
      )}
      <p class="note">{t('timeline_sent', finestSpanText(arrow.time - zero))}</p>
      {documents.slice(0, most).map(({ context, verdict, time, latency, ranFor, code }, index) => (
        <p class="note" key={index}>
          {context !== null && `${nameOf(context).letter}: `}
          {t(`verdict_${underscored(verdict)}`)}
          {time !== null && ` ${finestSpanText(time - zero)}`}
          {latency && ` (${milliseconds(latency.milliseconds, latency.resolution)})`}
          {ranFor !== null && `, ${t('timeline_ran', milliseconds(ranFor, 0.1))}`}{' '}
          {code && <CodeMark code={code.code} severity={code.severity} />}
        </p>
      ))}
    </>
  );
}

function OfBlock({ block, zero }: { readonly block: Block; readonly zero: number }) {
  return (
    <>
      <p class="what">
        {block.kinds.map((kind) => (
          <KindIcon key={kind} kind={kind} />
        ))}{' '}
        <b>{blockText(block)}</b>
      </p>
      <p class="note">
        {finestSpanText(block.from - zero)} – {finestSpanText(block.to - zero)}
      </p>
      {block.problems > 0 && <p class="error">{t('timeline_problems', block.problems)}</p>}
      <p class="note">{t('timeline_zoom_in')}</p>
    </>
  );
}
