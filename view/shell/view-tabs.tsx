import type { History } from '../state/history';
import { n, t } from '../browser/i18n';
import { viewNames, type Selection, type ViewName } from '../state/selection';

interface Props {
  readonly history: History;
  readonly selection: Selection;
}

/** Which list is shown; the badge counts errors and warnings, its tooltip the notes too. */
export function ViewTabs({ history, selection }: Props) {
  void history.version.value;
  return (
    <div class="views" role="tablist" aria-label={t('views_label')} onKeyDown={onKeyDown}>
      {viewNames.map((name) => (
        <button
          type="button"
          key={name}
          role="tab"
          class={`view-${name}`}
          aria-selected={selection.view.value === name}
          tabIndex={selection.view.value === name ? 0 : -1}
          onClick={() => {
            choose(name);
          }}
        >
          {t(`view_${name}`)}
          {name === 'findings' && <Badge history={history} />}
        </button>
      ))}
    </div>
  );

  function choose(name: ViewName): void {
    if (name !== selection.view.value) selection.opened.value = false;
    selection.view.value = name;
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const at = viewNames.indexOf(selection.view.value) + step;
    choose(viewNames.at(at % viewNames.length) ?? 'records');
    const list = event.currentTarget as HTMLElement;
    list.querySelector<HTMLElement>(`.view-${selection.view.value}`)?.focus();
    event.preventDefault();
  }
}

function Badge({ history }: Pick<Props, 'history'>) {
  const findings = history.analysis.findings();
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  const notes = findings.length - errors - warnings;
  if (errors + warnings === 0) return null;
  return (
    <span
      class={`badge ${errors > 0 ? 'error' : 'warning'}`}
      title={t('findings_badge', n(errors), n(warnings), n(notes))}
    >
      {n(errors + warnings)}
    </span>
  );
}
