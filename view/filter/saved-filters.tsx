import { t } from '../browser/i18n';
import { IconButton } from '../parts/icon-button';
import { Icon } from '../parts/icons';
import { Menu } from '../parts/menu';
import { PageText } from '../parts/text';
import { dropFilter, saveFilter, savedFilters } from '../state/saved-filters';

interface Props {
  /** The filter that can be saved; '' where there is none, or it has a mistake. */
  readonly filter: string;
  readonly put: (filter: string) => void;
}

/** Filters that the user keeps. */
export function SavedFilters({ filter, put }: Props) {
  const filters = savedFilters();
  return (
    <Menu class="saved-filters" label={t('filters_saved')} face={<Icon name="search" />}>
      {(close) => (
        <>
          <button
            type="button"
            class="save-filter"
            disabled={filter.trim() === '' || filters.includes(filter)}
            onClick={() => {
              saveFilter(filter);
              close();
            }}
          >
            {t('filter_save')}
          </button>
          {filters.length === 0 && <p class="note">{t('filters_none')}</p>}
          {filters.map((one) => (
            <div class="saved-filter" key={one}>
              <button
                type="button"
                class="put-filter"
                onClick={() => {
                  put(one);
                  close();
                }}
              >
                <code>
                  <PageText text={one} />
                </code>
              </button>
              <IconButton
                class="drop-filter"
                icon="close"
                label={t('filter_drop', one)}
                press={() => {
                  dropFilter(one);
                }}
              />
            </div>
          ))}
        </>
      )}
    </Menu>
  );
}
