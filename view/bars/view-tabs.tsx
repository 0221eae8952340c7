import type { Severity } from '../../src/findings/types';
import { n, t } from '../browser/i18n';
import { SeverityIcon } from '../parts/icons';
import type { History } from '../state/history';
import type { Selection } from '../state/selection';
import { viewNames, type ViewName } from '../state/view-state';

interface Props {
  readonly history: History;
  readonly selection: Selection;
  /** null: not known yet. */
  readonly total: number | null;
}

/** Which view is shown. */
export function ViewTabs({ history, selection, total }: Props) {
  return (
    <div class="views" role="tablist" aria-label={t('views_label')} onKeyDown={onKeyDown}>
      {viewNames.map((name, index) => (
        <button
          type="button"
          key={name}
          role="tab"
          class={`view-${name}`}
          aria-selected={selection.view.value === name}
          tabIndex={selection.view.value === name ? 0 : -1}
          title={t('view_key', index + 1)}
          onClick={() => {
            selection.show(name);
          }}
        >
          {t(`view_${name}`)}
          {name === 'messages' && total !== null && <span class="number">{n(total)}</span>}
          {name === 'findings' && <Badges history={history} />}
        </button>
      ))}
    </div>
  );

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const at = viewNames.indexOf(selection.view.value) + step;
    const next: ViewName = viewNames.at(at % viewNames.length) ?? 'messages';
    selection.show(next);
    const list = event.currentTarget as HTMLElement;
    list.querySelector<HTMLElement>(`.view-${next}`)?.focus();
    event.preventDefault();
  }
}

/** How many findings are errors and how many warnings; notes are in the tooltip alone. */
export function Badges({ history }: Pick<Props, 'history'>) {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { finding } of history.findings() ?? []) counts[finding.severity] += 1;
  const { error, warning, info } = counts;
  if (error + warning === 0) return null;
  return (
    <span class="badges" title={t('findings_badge', n(error), n(warning), n(info))}>
      {(['error', 'warning'] as const satisfies readonly Severity[]).map(
        (severity) =>
          counts[severity] > 0 && (
            <span key={severity} class={`badge ${severity}`}>
              <SeverityIcon severity={severity} />
              {n(counts[severity])}
            </span>
          ),
      )}
    </span>
  );
}
