import type { RefObject } from 'preact';
import type { Database } from '../../store/database';
import type { Counts } from '../state/counts';
import { exportOrigin } from '../browser/export';
import type { History } from '../state/history';
import { n, t } from '../browser/i18n';
import { isWatched, type Site } from '../state/site';
import type { Selection, ViewName } from '../state/selection';
import type { Stacks } from '../state/stacks';
import { ViewTabs } from './view-tabs';

interface Props {
  readonly history: History;
  readonly selection: Selection;
  /** Of the list that is shown. */
  readonly counts: Counts;
  /** null for records out of a file, with which nothing can be done but looking. */
  readonly site: Site | null;
  readonly database: Database;
  readonly stacks: Stacks;
  readonly filterBox: RefObject<HTMLInputElement | null>;
}

/** What can be done with an origin's records. */
export function Toolbar({ history, selection, counts, site, database, stacks, filterBox }: Props) {
  void history.version.value;
  const paused = history.paused.value;
  return (
    <>
      <div class="toolbar">
        <ViewTabs history={history} selection={selection} />
        {site && <Buttons history={history} site={site} database={database} stacks={stacks} />}
      </div>
      <div class="toolbar">
        <input
          type="search"
          class="filter"
          ref={filterBox}
          placeholder={t('filter_placeholder')}
          aria-label={t('filter_label')}
          title={t('filter_title')}
          value={history.query.value}
          onInput={(event) => {
            history.filter(event.currentTarget.value);
          }}
        />
        <span class="count">
          {countText(counts, selection.view.value)}
          {paused && ` · ${t('count_waiting', n(history.waiting()))}`}
        </span>
      </div>
    </>
  );
}

/** What can be done with a watched origin's records. */
function Buttons({
  history,
  site,
  database,
  stacks,
}: Pick<Props, 'history' | 'database' | 'stacks'> & { readonly site: Site }) {
  // What has signals of its own is not rendered again with its parent.
  void history.version.value;
  const paused = history.paused.value;
  return (
    <div class="buttons" role="toolbar" aria-label={t('toolbar_label')}>
      <button
        type="button"
        class="pause"
        aria-pressed={paused}
        title={t('pause_title')}
        onClick={() => {
          history.pause(!paused);
        }}
      >
        {paused ? t('resume') : t('pause')}
      </button>
      <button
        type="button"
        class="clear"
        title={t('clear_title')}
        disabled={history.total() === 0}
        onClick={site.clear}
      >
        {t('clear')}
      </button>
      <button
        type="button"
        class="export"
        title={t('export_title')}
        disabled={history.total() === 0}
        onClick={() => {
          exportOrigin(database, history.origin).catch((error: unknown) => {
            site.trouble.value = String(error);
          });
        }}
      >
        {t('export')}
      </button>
      <button
        type="button"
        class="stacks"
        aria-pressed={stacks.on.value}
        title={t('stacks_title')}
        onClick={stacks.toggle}
      >
        {t('stacks')}
      </button>
      <WatchButton site={site} />
    </div>
  );
}

/** How many of what is listed pass the filter. */
function countText({ shown, total }: Counts, view: ViewName): string {
  return shown === total ? t(`count_${view}`, n(total)) : t('count_some', n(shown), n(total));
}

export function WatchButton({ site }: { readonly site: Site }) {
  const state = site.state.value;
  if (!state) return null;
  if (isWatched(state)) {
    return (
      <button type="button" class="unwatch" onClick={site.unwatch}>
        {t('unwatch')}
      </button>
    );
  }
  return (
    <button type="button" class="watch primary" onClick={site.watch}>
      {t('watch')}
    </button>
  );
}
