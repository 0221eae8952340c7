import type { History } from '../state/history';
import { isWatched, type Site } from '../state/site';
import { useNow } from '../words/now';
import { spanText } from '../words/time';
import { t } from '../browser/i18n';

interface Props {
  readonly history: History;
  readonly site: Site;
}

/** Whether the site is recorded, and since when; a click begins or ends it. */
export function Recording({ history, site }: Props) {
  const now = useNow();
  const state = site.state.value;
  if (!state) return null;
  if (!isWatched(state))
    return (
      <button type="button" class="watch recording" title={t('record_title')} onClick={site.watch}>
        <span class="dot" /> {t('watch')}
      </button>
    );
  const first = history.status.value?.first ?? null;
  return (
    <button type="button" class="unwatch recording on" title={t('unwatch_title')} onClick={site.unwatch}>
      <span class="dot" /> {t('recording')}
      {first !== null && <span class="since">{spanText(now - first)}</span>}
    </button>
  );
}
