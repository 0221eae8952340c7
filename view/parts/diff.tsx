import { diffLines, diffWordsWithSpace, type Change } from 'diff';
import { useMemo } from 'preact/hooks';
import { wholeText } from '../../src/shown/columns';
import type { Text } from '../../src/record/record';
import { t } from '../browser/i18n';
import { PageText } from './text';

/**
 * Beyond this many UTF-16 units comparing would hold the view up; changes are then looked for by line only,
 * and not at all beyond ten times as many.
 */
const maxWords = 4_000;

/** Old and new value, what went and what came. JSON is compared by its lines when it is written out. */
export function Diff({
  oldValue,
  newValue,
}: {
  readonly oldValue: Text | null;
  readonly newValue: Text | null;
}) {
  const changes = useMemo(() => compare(readable(oldValue), readable(newValue)), [oldValue, newValue]);
  if (!changes) return <p class="note">{t('diff_too_long')}</p>;
  return (
    <pre class="diff" tabIndex={0}>
      {changes.map((change, index) => {
        const text = <PageText text={change.value} lines />;
        if (change.added) return <ins key={index}>{text}</ins>;
        if (change.removed) return <del key={index}>{text}</del>;
        return <span key={index}>{text}</span>;
      })}
    </pre>
  );
}

function compare(before: string, after: string): Change[] | null {
  const size = before.length + after.length;
  if (size > 10 * maxWords) return null;
  const byLine = size > maxWords || before.includes('\n') || after.includes('\n');
  // `timeout` in milliseconds: undefined is returned then.
  return (byLine ? diffLines(before, after, { timeout: 200 }) : diffWordsWithSpace(before, after)) ?? null;
}

function readable(text: Text | null): string {
  if (text === null) return '';
  const whole = wholeText(text);
  if (!/^\s*[[{]/.test(whole) || whole.length > 10 * maxWords) return whole;
  try {
    return JSON.stringify(JSON.parse(whole), null, 2);
  } catch {
    return whole;
  }
}
