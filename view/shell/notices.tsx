import { isWatchable } from '../../src/watch-list';
import type { Counts, ListName } from '../state/counts';
import { maxHeld } from '../../src/capture/held';
import type { History } from '../state/history';
import { n, t } from '../browser/i18n';
import type { ImportedHistory } from '../state/imported-history';
import { isWatched, type Site } from '../state/site';
import { openTabs } from './site-picker';
import { WatchButton } from './watch-button';
import { UnseenList } from '../parts/unseen';
import { visibleText } from '../../src/visible';
import { PageText } from '../parts/text';

/** Sentences above the table: what is only half seen, and what went wrong. */
export function Notices({
  history,
  site,
  imported,
  trouble,
}: {
  readonly history: History;
  readonly site: Site | null;
  readonly imported: ImportedHistory | null;
  readonly trouble: string;
}) {
  void history.version.value;
  const partial = history.tabs.all().some((context) => context.partial && isAlive(history, context.id));
  const message = trouble || (site?.trouble.value ?? '');
  return (
    <>
      {message !== '' && (
        <p class="notice error" role="alert">
          <PageText text={message} />
        </p>
      )}
      {history.leftOut() > 0 && (
        <p class="notice left-out">{t('left_out', n(history.leftOut()), n(maxHeld))}</p>
      )}
      {imported && (
        <p class="notice imported">{t('import_notice', visibleText(imported.file), imported.note)}</p>
      )}
      {site && partial && isWatched(site.state.value) && (
        <p class="notice">
          {t('partial')}{' '}
          <button type="button" class="reload" onClick={site.reloadTabs}>
            {t('reload_tabs')}
          </button>
        </p>
      )}
    </>
  );
}

/** No record says that the document is gone. */
function isAlive(history: History, context: string): boolean {
  return !history.gone.has(context);
}

interface EmptyProps {
  readonly history: History;
  readonly site: Site | null;
  readonly view: ListName;
  readonly counts: Counts;
  /** Lets everything pass. */
  readonly clear: () => void;
}

/** What to do where there is nothing to show. */
export function Empty({ history, site, view, counts, clear }: EmptyProps) {
  void history.version.value;
  if (counts.shown > 0) return null;
  if (history.loading.value && history.total() === 0)
    return (
      <div class="empty">
        <p>{t('loading')}</p>
      </div>
    );
  const isFiltered = counts.total > 0;
  return (
    <div class="empty">
      <p>{sentence({ history, site, view, counts })}</p>
      {isFiltered ? (
        <button type="button" class="let-all-pass" onClick={clear}>
          {t('filter_clear')}
        </button>
      ) : (
        <UnseenList />
      )}
      {site && !isWatched(site.state.value) && isWatchable(site.origin) && <WatchButton site={site} />}
      {site && isWatched(site.state.value) && history.total() === 0 && (
        <button type="button" class="reload" onClick={site.reloadTabs}>
          {t('reload_tabs')}
        </button>
      )}
    </div>
  );
}

function sentence({ history, site, view, counts }: Omit<EmptyProps, 'clear'>): string {
  if (!site && history.origin === '') return t('empty_file');
  if (site && !isWatchable(site.origin)) return t('empty_unwatchable');
  if (!site || history.total() > 0) return withoutRows(view, counts.total === 0, history.total());
  if (history.paused.value) return t('empty_paused');
  if (!isWatched(site.state.value)) return t('empty_unwatched', visibleText(site.origin));
  return t(openTabs(history) === 1 ? 'empty_one_tab' : 'empty_watched');
}

/** `none`: the list is empty without a filter too; `total`: of records. */
function withoutRows(view: ListName, none: boolean, total: number): string {
  if (view === 'findings' && none) return t('empty_findings', n(total));
  if (view === 'storage' && none) return t('empty_storage');
  if (view === 'latencies' && none) return t('empty_latencies');
  if (view === 'rates' && none) return t('empty_rates');
  return view === 'records' ? t('empty_filtered') : t(`empty_${view}_filtered`);
}
