import { n, t } from '../browser/i18n';

/**
 * A duration with as many digits as are known of it. `resolution`: in milliseconds, of the clock that it was
 * measured with.
 */
export function milliseconds(value: number, resolution: number): string {
  return t('latency', resolution < 1 ? value.toFixed(1) : n(Math.round(value)));
}

/** Why there are no tenths of a millisecond; '' where there are. */
export function stepsTitle(resolution: number): string {
  return resolution < 1 ? '' : t('latency_steps', n(Math.round(resolution)));
}
