import type { FindingCode } from '../../src/findings/types';
import { CopyButton } from '../parts/copy-button';
import { t } from '../browser/i18n';
import { fixes } from './fixes';

/** The code that a finding is about, and the code that does it right; nothing where code does not say it. */
export function FixCode({ code }: { readonly code: FindingCode }) {
  const fix = fixes[code];
  if (!fix) return null;
  const before = linesOf(fix.before);
  const after = linesOf(fix.after);
  return (
    <div class="fix">
      <div>
        <div class="which">{t('fix_before')}</div>
        <Lines lines={before} others={after} mark="gone" />
      </div>
      <div>
        <div class="which">
          {t('fix_after')}
          <CopyButton class="link" label={t('copy')} text={() => after.join('\n')} />
        </div>
        <Lines lines={after} others={before} mark="came" />
      </div>
    </div>
  );
}

/** Lines that the other side lacks are marked. */
function Lines({
  lines,
  others,
  mark,
}: {
  readonly lines: readonly string[];
  readonly others: readonly string[];
  readonly mark: 'gone' | 'came';
}) {
  return (
    <pre tabIndex={0}>
      {lines.map((line, index) => (
        <span key={index} class={others.includes(line) ? '' : mark}>
          {line || ' '}
        </span>
      ))}
    </pre>
  );
}

function linesOf(code: string): string[] {
  return code.trim().split('\n');
}
