import { t } from '../browser/i18n';
import { ContextLabel } from '../parts/tab-label';
import type { History } from '../state/history';

/** Which of the tabs the DevTools around this viewer are of. `tab`: as browser.tabs numbers it. */
export function Inspected({ history, tab }: { readonly history: History; readonly tab: number }) {
  const { contexts, tabs } = history.documents.value;
  const here = contexts.filter(({ context, state }) => context.tab === tab && state !== 'gone');
  const own = here.find(({ context }) => context.frame === 0) ?? here[0];
  if (!own) return null;
  return (
    <span class="inspected">
      <ContextLabel id={own.context.id} tabs={tabs} /> <span class="note">{t('inspected')}</span>
    </span>
  );
}
