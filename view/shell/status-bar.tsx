import { findingCodes } from '../../src/findings/types';
import { n, t } from '../browser/i18n';
import { clockTime, spanText } from '../parts/time';
import type { History } from '../state/history';
import type { Selection } from '../state/selection';
import './status-bar.css';

interface Props {
  readonly history: History;
  readonly selection: Selection;
}

/** What the lists are made of, in one line below them. */
export function StatusBar({ history, selection }: Props) {
  void history.version.value;
  const [first] = history.all();
  const last = history.all().at(-1);
  const tabs = new Set(history.tabs.all().map(({ tab, id }) => tab ?? id)).size;
  return (
    <footer class="status">
      {selection.view.value === 'findings' ? (
        <span class="checked">
          {t('findings_checked', n(history.total()), n(tabs), n(findingCodes.length))}
        </span>
      ) : (
        first &&
        last && (
          <span class="range">
            {clockTime(first.time)} – {clockTime(last.time)} ({spanText(last.time - first.time)})
          </span>
        )
      )}
      <span class="end">
        {history.loading.value && t('loading')}
        <kbd>J</kbd> <kbd>K</kbd> {t('key_rows')} <kbd>[</kbd> <kbd>]</kbd> {t('key_problems')}
      </span>
    </footer>
  );
}
