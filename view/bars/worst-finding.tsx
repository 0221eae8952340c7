import { t } from '../browser/i18n';
import { CodeMark } from '../parts/code-mark';
import { FindingText } from '../parts/finding-text';
import { clockTime } from '../words/time';
import type { History } from '../state/history';
import type { Selection } from '../state/selection';
import { Badges } from './view-tabs';
import './worst-finding.css';

interface Props {
  readonly history: History;
  readonly selection: Selection;
}

/** For a quick look: what went wrong, in one line. Nothing where there are notes only. */
export function WorstFinding({ history, selection }: Props) {
  const [worst] = history.findings() ?? [];
  if (!worst || worst.finding.severity === 'info') return null;
  const { finding } = worst;
  return (
    <p class={`worst-finding ${finding.severity}`}>
      <CodeMark code={finding.code} severity={finding.severity} />
      <span class="title">
        <FindingText finding={finding} part="title" tabs={history.documents.value.tabs} />
      </span>
      <time class="note">{clockTime(finding.last)}</time>
      <button
        type="button"
        class="link"
        onClick={() => {
          selection.showFinding(finding);
        }}
      >
        {t('show_record')}
      </button>
      <Badges history={history} />
    </p>
  );
}
