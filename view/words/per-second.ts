import { n, t } from '../browser/i18n';
import { sizeText } from '../tables/message-row';

/** What is shorter than a second is counted as one: a single message is no rate. */
function seconds(span: number): number {
  return Math.max(1_000, span) / 1_000;
}

/** So many in a span of milliseconds, a second. */
export function perSecond(count: number, span: number): string {
  return t('per_second', rounded(count / seconds(span)));
}

export function sizePerSecond(size: number, span: number): string {
  return t('per_second', sizeText(Math.round(size / seconds(span))));
}

function rounded(value: number): string {
  if (value >= 10 || value === 0) return n(Math.round(value));
  return value < 0.1 ? `< ${n(0.1)}` : n(Math.round(value * 10) / 10);
}
