import { t } from '../browser/i18n';
import { IconButton } from '../parts/icon-button';
import type { History } from '../state/history';
import type { Site } from '../state/site';

interface Props {
  readonly history: History;
  readonly site: Site;
}

/** Holds the list still, and clears the site's records. */
export function SiteButtons({ history, site }: Props) {
  const paused = history.paused.value;
  return (
    <>
      <IconButton
        class="pause"
        icon={paused ? 'resume' : 'pause'}
        label={paused ? t('resume_title') : t('pause_title')}
        pressed={paused}
        press={() => {
          history.pause(!paused);
        }}
      />
      <IconButton
        class="clear"
        icon="clear"
        label={t('clear_title')}
        disabled={(history.status.value?.records ?? 0) === 0}
        press={site.clear}
      />
    </>
  );
}
