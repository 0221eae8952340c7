import { nameOf } from '../../src/record/record-name';
import type { RecordRef } from '../../src/exchange/types';
import { catalogue } from '../../src/findings/catalogue';
import type { FindingRow } from '../../src/capture/lists/list-types';
import { CodeMark } from '../parts/code-mark';
import { CopyButton } from '../parts/copy-button';
import { FindingText } from '../parts/finding-text';
import { IconButton } from '../parts/icon-button';
import { KindIcon } from '../parts/icons';
import { ChannelName } from '../parts/channel-name';
import { RecordLink } from '../parts/record-link';
import { clockTime } from '../words/time';
import type { TabNames } from '../../src/shown/tab-names';
import { n, t } from '../browser/i18n';
import type { History } from '../state/history';
import { useRecords, type RecordOf } from '../state/records';
import type { Selection } from '../state/selection';
import { FixCode } from './fix-code';
import { markdownOf } from './finding-markdown';
import { NeverShow } from './never-show';
import './finding.css';

interface Props {
  readonly row: FindingRow;
  /** Those that are listed with it. */
  readonly listed: readonly FindingRow[];
  readonly history: History;
  readonly selection: Selection;
  readonly close: () => void;
}

/** What a finding means, what shows it, and how to fix it. */
export function FindingDetails({ row, listed, history, selection, close }: Props) {
  const { finding, past } = row;
  const { code, severity, confidence, channel, count, first, last, evidence, earlier } = finding;
  const { tabs } = history.documents.value;
  const recordOf = useRecords(history, [...earlier, ...evidence]);
  return (
    <section class="details finding" aria-label={t('view_findings')} tabIndex={-1}>
      <header>
        <div class="kind-of">
          <CodeMark code={code} severity={severity} />
          <span class="note">
            {t(`severity_${severity}`)} · {t(`confidence_${confidence}`)}: {t(`confidence_${confidence}_why`)}
          </span>
          <Neighbours row={row} listed={listed} selection={selection} />
          <IconButton class="close" icon="close" label={t('details_close')} press={close} />
        </div>
        <h2>
          <FindingText finding={finding} part="title" tabs={tabs} />
        </h2>
        <p class="note">
          <ChannelName channel={channel} /> ·{' '}
          {count === 1 ? clockTime(last) : t('finding_times', n(count), clockTime(first), clockTime(last))}
          {past && ` · ${t('finding_past_why')}`}
        </p>
      </header>
      <div class="body">
        <h3>{t('finding_why')}</h3>
        <p>
          <FindingText finding={finding} part="why" tabs={tabs} />
        </p>
        <h3>{t('finding_mend')}</h3>
        <p>
          <FindingText finding={finding} part="mend" tabs={tabs} />
        </p>
        <FixCode code={code} />
        <h3 class="with-link">
          {t('finding_evidence')}
          <button
            type="button"
            class="only link"
            onClick={() => {
              selection.letAllPass();
              selection.filter.value = `code:${code}`;
              selection.show('messages');
            }}
          >
            {t('finding_records')}
          </button>
        </h3>
        <Evidence refs={evidence} recordOf={recordOf} tabs={tabs} selection={selection} />
        {earlier.length > 0 && (
          <>
            <h3>{t('finding_earlier')}</h3>
            <Evidence refs={[...earlier].reverse()} recordOf={recordOf} tabs={tabs} selection={selection} />
          </>
        )}
        <p class="note">
          <KindIcon kind="document" />{' '}
          <a class="source" href={catalogue[code].link} target="_blank" rel="noreferrer">
            {t('finding_link')}
          </a>
        </p>
      </div>
      <footer class="actions">
        <CopyButton
          class="copy-markdown"
          text={() => markdownOf(finding, recordOf, tabs)}
          label={t('copy_markdown')}
        />
        <NeverShow finding={finding} history={history} selection={selection} />
      </footer>
    </section>
  );
}

/** The one before and the one after it in the list. */
function Neighbours({ row, listed, selection }: Omit<Props, 'close' | 'history'>) {
  const at = listed.findIndex(({ finding }) => finding.id === row.finding.id);
  const go = (to: FindingRow | undefined) => (): void => {
    if (to) selection.finding.value = to.finding.id;
  };
  return (
    <>
      <IconButton
        class="previous"
        icon="up"
        label={t('previous_finding')}
        disabled={at <= 0}
        press={go(listed[at - 1])}
      />
      <IconButton
        class="next"
        icon="down"
        label={t('next_finding')}
        disabled={at < 0 || at >= listed.length - 1}
        press={go(listed[at + 1])}
      />
    </>
  );
}

function Evidence({
  refs,
  recordOf,
  tabs,
  selection,
}: Pick<Props, 'selection'> & {
  readonly refs: readonly RecordRef[];
  readonly recordOf: RecordOf;
  readonly tabs: TabNames;
}) {
  return (
    <ul class="links evidence">
      {refs.map((ref) => (
        <li key={nameOf(ref)}>
          <RecordLink to={ref} recordOf={recordOf} tabs={tabs} show={selection.showRecord} />
        </li>
      ))}
    </ul>
  );
}
