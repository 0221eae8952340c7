import { isWatched, type Site } from '../state/site';
import { t } from '../browser/i18n';

/** Watches a site that is not watched. */
export function WatchButton({ site }: { readonly site: Site }) {
  const state = site.state.value;
  if (!state || isWatched(state)) return null;
  return (
    <button type="button" class="watch primary" onClick={site.watch}>
      {t('watch')}
    </button>
  );
}
