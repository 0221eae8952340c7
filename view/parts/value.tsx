import { wholeText } from '../../src/shown/columns';
import type { Text } from '../../src/record/record';
import { n, t } from '../browser/i18n';
import { PageText } from './text';

const cellText = 300;

/**
 * A storage key or value in a cell: null, the empty string and text are told apart by looks, not by text that
 * a page could write too.
 */
export function Value({ text }: { readonly text: Text | null }) {
  if (text === null) return <span class="keyword">null</span>;
  if (text === '') return <span class="keyword">{t('value_empty')}</span>;
  const whole = typeof text === 'string' ? text : text.head;
  return (
    <>
      <PageText text={whole.slice(0, cellText)} />
      {(whole.length > cellText || typeof text !== 'string') && (
        <span class="keyword"> … {t('value_length', n(text.length))}</span>
      )}
    </>
  );
}

/** For tooltips, which show a few lines at most. */
export function tooltip(text: Text | null): string {
  return text === null ? '' : wholeText(text).slice(0, 1000);
}
