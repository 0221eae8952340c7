import { useRef } from 'preact/hooks';
import { isWatchable } from '../../src/protocol/watch-list';
import type { Counts, CountsAt, ListName } from '../state/counts';
import { maxHeld } from '../../src/capture/held';
import type { History } from '../state/history';
import { n, t } from '../browser/i18n';
import type { ImportedHistory } from '../state/imported-history';
import { isWatched, type Site } from '../state/site';
import { WatchButton } from './watch-button';
import { UnseenList } from '../parts/unseen';
import { visibleText } from '../../src/shown/visible';
import { PageText } from '../parts/text';

/** Sentences above the table: what is only half seen, and what went wrong. */
export function Notices({
  history,
  site,
  imported,
  trouble,
  failure,
}: {
  readonly history: History;
  readonly site: Site | null;
  readonly imported: ImportedHistory | null;
  readonly trouble: string;
  readonly failure: string;
}) {
  const status = history.status.value;
  const message = trouble || (site?.trouble.value ?? '');
  return (
    <>
      {message !== '' && (
        <p class="notice error" role="alert">
          <PageText text={message} />
        </p>
      )}
      {failure !== '' && (
        <p class="notice error failure" role="alert">
          <PageText text={failure} />{' '}
          <button
            type="button"
            class="reload-view"
            onClick={() => {
              location.reload();
            }}
          >
            {t('reload_view')}
          </button>
        </p>
      )}
      {status !== null && status.leftOut > 0 && (
        <p class="notice left-out">{t('left_out', n(status.leftOut), n(maxHeld))}</p>
      )}
      {imported && (
        <p class="notice imported">{t('import_notice', visibleText(imported.file), imported.note)}</p>
      )}
      {site && status !== null && status.partial > 0 && isWatched(site.state.value) && (
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

interface EmptyProps {
  readonly history: History;
  readonly site: Site | null;
  readonly view: ListName;
  /** null: not known yet. */
  readonly counts: CountsAt | null;
  /** Lets everything pass. */
  readonly clear: () => void;
}

/** What to do where there is nothing to show. */
export function Empty({ history, site, view, counts, clear }: EmptyProps) {
  const status = history.status.value;
  /** Of this history, by the last counts that were as new as the status. */
  const known = useRef<{ readonly of: History; readonly isEmpty: boolean } | null>(null);
  const isUnread = status === null || (status.loading && status.records === 0);
  if (counts && !isUnread && counts.version >= status.version)
    known.current = { of: history, isEmpty: counts.shown === 0 };
  if (counts !== null && counts.shown > 0) return null;
  const isEmpty = known.current?.of === history && known.current.isEmpty;
  if (!counts || isUnread || !isEmpty)
    return (
      <div class="empty waits">
        <p>{t('loading')}</p>
      </div>
    );
  const isFiltered = counts.total > 0;
  return (
    <div class="empty">
      <p>{sentence({ history, site, view, counts }, status.records)}</p>
      {isFiltered ? (
        <button type="button" class="let-all-pass" onClick={clear}>
          {t('filter_clear')}
        </button>
      ) : (
        <UnseenList />
      )}
      {site && !isWatched(site.state.value) && isWatchable(site.origin) && <WatchButton site={site} />}
      {site && isWatched(site.state.value) && status.records === 0 && (
        <button type="button" class="reload" onClick={site.reloadTabs}>
          {t('reload_tabs')}
        </button>
      )}
    </div>
  );
}

/** `total`: of records. */
function sentence(
  { history, site, view, counts }: Omit<EmptyProps, 'clear' | 'counts'> & { readonly counts: Counts },
  total: number,
): string {
  if (!site && history.origin === '') return t('empty_file');
  if (site && !isWatchable(site.origin)) return t('empty_unwatchable');
  const none = counts.total === 0;
  if (site && view === 'records' && none && total > 0)
    return t(history.documents.value.openTabs === 1 ? 'empty_one_tab' : 'empty_rates');
  if (!site || total > 0) return withoutRows(view, none, total);
  if (history.paused.value) return t('empty_paused');
  if (!isWatched(site.state.value)) return t('empty_unwatched', visibleText(site.origin));
  return t(history.documents.value.openTabs === 1 ? 'empty_one_tab' : 'empty_watched');
}

/** `none`: the list is empty without a filter too; `total`: of records. */
function withoutRows(view: ListName, none: boolean, total: number): string {
  if (view === 'findings' && none) return t('empty_findings', n(total));
  if (view === 'storage' && none) return t('empty_storage');
  if (view === 'latencies' && none) return t('empty_latencies');
  if ((view === 'rates' || view === 'records') && none) return t('empty_rates');
  return view === 'records' ? t('empty_filtered') : t(`empty_${view}_filtered`);
}
