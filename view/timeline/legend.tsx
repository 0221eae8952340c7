import { t } from '../browser/i18n';

/** Names in _locales of what is drawn, each with its picture in timeline.css. */
const entries = [
  'heard',
  'missed',
  'waiting',
  'block',
  'held',
  'wanted',
  'hidden',
  'cached',
  'frozen',
] as const;

/** What the signs and patterns mean. */
export function Legend() {
  return (
    <ul class="legend" aria-label={t('timeline_legend')}>
      {entries.map((name) => (
        <li key={name}>
          <i class={`sample ${name}`} aria-hidden="true" /> {t(`timeline_legend_${name}`)}
        </li>
      ))}
    </ul>
  );
}
