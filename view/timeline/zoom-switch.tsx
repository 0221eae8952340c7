import type { TimeWindow } from '../../src/capture/view';
import { t } from '../browser/i18n';
import { scaleOf, windowIn, zoomed } from '../parts/time-scale';
import type { History } from '../state/history';
import { useSelectedTime } from '../state/records';
import type { Selection } from '../state/selection';

const lengths = [10_000, 1_000, 500] as const;

/** How much of the time is shown, by buttons. */
export function ZoomSwitch({
  history,
  selection,
}: {
  readonly history: History;
  readonly selection: Selection;
}) {
  const status = history.status.value;
  const selected = useSelectedTime(history, selection);
  if (!status || status.first === null || status.last === null) return null;
  const whole = { from: status.first, to: status.last };
  const window = selection.window.value ?? whole;
  const length = window.to - window.from;
  const chosen = selected ?? NaN;
  const middle = chosen >= window.from && chosen <= window.to ? chosen : (window.from + window.to) / 2;

  function show(next: TimeWindow): void {
    selection.window.value = windowIn(whole, next, 1);
  }

  function zoom(factor: number): void {
    show(zoomed(scaleOf(window, 1), factor, (middle - window.from) / (length || 1)));
  }

  return (
    <>
      <div class="switch zoom-lengths" role="group" aria-label={t('timeline_shown')}>
        <button
          type="button"
          class="fit-all"
          aria-pressed={selection.window.value === null}
          title={t('view_key', '0')}
          onClick={() => {
            selection.window.value = null;
          }}
        >
          {t('timeline_fit')}
        </button>
        {lengths.map((size) => (
          <button
            type="button"
            key={size}
            class="length"
            disabled={size >= whole.to - whole.from}
            aria-pressed={selection.window.value !== null && Math.abs(length - size) < 0.5}
            onClick={() => {
              show({ from: middle - size / 2, to: middle + size / 2 });
            }}
          >
            {size < 1_000 ? t('latency', size) : t('state_seconds', size / 1_000)}
          </button>
        ))}
      </div>
      <div class="switch zoom-steps" role="group" aria-label={t('timeline_zoom')}>
        <button
          type="button"
          class="zoom-out"
          aria-label={t('timeline_zoom_out')}
          title={t('view_key', '−')}
          onClick={() => {
            zoom(2);
          }}
        >
          −
        </button>
        <button
          type="button"
          class="zoom-in"
          aria-label={t('timeline_zoom_nearer')}
          title={t('view_key', '+')}
          onClick={() => {
            zoom(0.5);
          }}
        >
          +
        </button>
      </div>
    </>
  );
}
