import type { OriginRow } from '../../store/database';
import { visibleText } from '../../src/shown/visible';
import { n, t } from '../browser/i18n';
import { Icon } from '../parts/icons';
import { Menu } from '../parts/menu';
import { PageText } from '../parts/text';
import type { History } from '../state/history';
import type { Viewer } from '../state/viewer';

/**
 * The site that is shown, with its number of tabs; every other one, and those out of files, in the list that
 * it opens.
 */
export function SitePicker({ viewer }: { readonly viewer: Viewer }) {
  const { history, imported } = viewer.current.value;
  return (
    <Menu class="picker" label={t('origins_label')} face={<Current history={history} />}>
      {(close) => (
        <nav class="origins" aria-label={t('origins_label')}>
          {rowsOf(viewer.origins.value, imported ? null : history.origin).map(({ origin, count }) => (
            <OriginButton
              key={origin}
              origin={origin}
              count={count}
              title={origin}
              current={!imported && origin === history.origin}
              choose={() => {
                viewer.choose(origin);
                close();
              }}
            />
          ))}
          {viewer.imports.value.map((one, index) => (
            <OriginButton
              key={`${index} ${one.file}`}
              origin={one.history.origin}
              count={one.history.status.value?.records ?? 0}
              title={`${one.file}\n${one.history.origin}`}
              file={one.file}
              current={one === imported}
              choose={() => {
                viewer.chooseImported(one);
                close();
              }}
            />
          ))}
        </nav>
      )}
    </Menu>
  );
}

function Current({ history }: { readonly history: History }) {
  const tabs = history.documents.value.openTabs;
  return (
    <>
      <SiteIcon history={history} />
      <span class="origin" data-origin={history.origin}>
        <OriginText origin={history.origin} />
      </span>
      {tabs > 0 && <span class="note tabs">{tabs === 1 ? t('tabs_one') : t('tabs_many', n(tabs))}</span>}
      <Icon name="down" />
    </>
  );
}

/** The site's own icon where the browser gave one, else the first letter of its host. */
function SiteIcon({ history }: { readonly history: History }) {
  const icon = history.documents.value.tabs.all().find(({ favicon }) => favicon !== '')?.favicon;
  if (icon !== undefined) return <img class="favicon" src={icon} alt="" width={16} height={16} />;
  const host = history.origin.replace(/^https?:\/\/(www\.)?/, '');
  return (
    <span class="site-letter" aria-hidden="true">
      {visibleText(host.slice(0, 1)) || '?'}
    </span>
  );
}

/** The current origin first, with or without records. */
function rowsOf(origins: readonly OriginRow[], current: string | null): { origin: string; count: number }[] {
  const others = origins.filter(({ origin }) => origin !== current);
  if (current === null) return others;
  const mine = origins.find(({ origin }) => origin === current);
  return [{ origin: current, count: mine?.count ?? 0 }, ...others];
}

function OriginText({ origin }: { readonly origin: string }) {
  return origin === '' ? <>{t('origin_none')}</> : <PageText text={origin.replace(/^https?:\/\//, '')} />;
}

function OriginButton({
  origin,
  count,
  title,
  file,
  current,
  choose,
}: {
  readonly origin: string;
  readonly count: number;
  readonly title: string;
  readonly file?: string;
  readonly current: boolean;
  readonly choose: () => void;
}) {
  return (
    <button
      type="button"
      aria-current={current ? 'true' : undefined}
      title={visibleText(title, true)}
      data-origin={origin}
      data-file={file}
      onClick={choose}
    >
      <span class="origin">
        <OriginText origin={origin} />
        {file !== undefined && (
          <span class="file">
            {' '}
            <PageText text={file} />
          </span>
        )}
      </span>
      <span class="number">{n(count)}</span>
    </button>
  );
}
