import type { ComponentChildren } from 'preact';
import type { OriginRow } from '../../store/database';
import { n, t } from '../browser/i18n';
import type { Viewer } from '../state/viewer';
import { visibleText } from '../../src/visible';
import { PageText } from '../parts/text';

/** Every origin with records, the current one and those out of files, a click away; the browser's own list where a person scrolls or types. */
export function Origins({
  viewer,
  children,
}: {
  readonly viewer: Viewer;
  readonly children: ComponentChildren;
}) {
  const { history, imported } = viewer.current.value;
  const origins = viewer.origins.value;
  return (
    <nav class="origins" aria-label={t('origins_label')}>
      <div class="sites">
        {rowsOf(origins, imported ? null : history.origin).map(({ origin, count }) => (
          <OriginButton
            key={origin}
            origin={origin}
            count={count}
            title={origin}
            current={!imported && origin === history.origin}
            choose={() => {
              viewer.choose(origin);
            }}
          />
        ))}
        {viewer.imports.value.map((one, index) => (
          <OriginButton
            key={`${index} ${one.file}`}
            origin={one.history.origin}
            count={one.history.total()}
            title={`${one.file}\n${one.history.origin}`}
            file={one.file}
            current={one === imported}
            choose={() => {
              viewer.chooseImported(one);
            }}
          />
        ))}
      </div>
      {children}
    </nav>
  );
}

/** The current origin first, with or without records. */
function rowsOf(origins: readonly OriginRow[], current: string | null): { origin: string; count: number }[] {
  const others = origins.filter(({ origin }) => origin !== current);
  if (current === null) return others;
  const mine = origins.find(({ origin }) => origin === current);
  return [{ origin: current, count: mine?.count ?? 0 }, ...others];
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
        {origin === '' ? t('origin_none') : <PageText text={origin.replace(/^https?:\/\//, '')} />}
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
