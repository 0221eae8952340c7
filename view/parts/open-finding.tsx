import type { Finding } from '../../src/findings/types';
import { t } from '../browser/i18n';
import type { Selection } from '../state/selection';

/** The way from a sentence about a finding to the finding itself. */
export function OpenFinding({
  finding,
  selection,
}: {
  readonly finding: Pick<Finding, 'id'>;
  readonly selection: Selection;
}) {
  return (
    <button
      type="button"
      class="link open-finding"
      onClick={() => {
        selection.showFinding(finding);
      }}
    >
      {t('open_finding')}
    </button>
  );
}
