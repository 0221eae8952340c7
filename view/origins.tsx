import type { OriginRow } from '../store/database';
import { n, t } from './i18n';

interface Props {
  readonly origins: readonly OriginRow[];
  readonly current: string;
  readonly choose: (origin: string) => void;
}

/** Every origin with records, and the current one, a click away; the browser's own list where a person scrolls or types. */
export function Origins({ origins, current, choose }: Props) {
  const others = origins.filter(({ origin }) => origin !== current);
  const mine = origins.find(({ origin }) => origin === current);
  const rows = [{ origin: current, count: mine?.count ?? 0 }, ...others];
  return (
    <nav class="origins" aria-label={t('origins_label')}>
      {rows.map(({ origin, count }) => (
        <button
          type="button"
          key={origin}
          aria-current={origin === current ? 'true' : undefined}
          title={origin}
          data-origin={origin}
          onClick={() => {
            choose(origin);
          }}
        >
          <span class="origin">{origin === '' ? t('origin_none') : origin.replace(/^https?:\/\//, '')}</span>
          <span class="number">{n(count)}</span>
        </button>
      ))}
    </nav>
  );
}
