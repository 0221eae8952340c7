import { n, t } from '../browser/i18n';
import { exactSpanText } from '../words/time';
import type { History } from '../state/history';
import type { BoardsState } from './boards-state';

/**
 * Now, or the instant that State or the overview's window has chosen; and whether what is closed is shown.
 */
export function BoardInstant({
  history,
  boards: { answer, at, closed, showClosed, follow },
}: {
  readonly history: History;
  readonly boards: BoardsState;
}) {
  const begin = history.status.value?.first ?? 0;
  return (
    <>
      {at !== null && (
        <div class="switch" role="group" aria-label={t('boards_now')}>
          <button type="button" class="board-now" aria-pressed={false} onClick={follow}>
            {t('boards_now')}
          </button>
          <button type="button" class="board-at" aria-pressed={true}>
            {t('boards_at', exactSpanText(at - begin))}
          </button>
        </div>
      )}
      <label class="show-closed">
        <input
          type="checkbox"
          checked={closed}
          onChange={(event) => {
            showClosed(event.currentTarget.checked);
          }}
        />{' '}
        {t('boards_show_closed', n(answer?.closed ?? 0))}
      </label>
    </>
  );
}
