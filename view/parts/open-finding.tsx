import type { Finding } from '../../src/findings/types';
import { t } from '../browser/i18n';

/** The way from a sentence about a finding to the finding itself. */
export function OpenFinding({
  finding,
  show,
}: {
  readonly finding: Pick<Finding, 'id'>;
  readonly show: (finding: Pick<Finding, 'id'>) => void;
}) {
  return (
    <button
      type="button"
      class="link open-finding"
      onClick={() => {
        show(finding);
      }}
    >
      {t('open_finding')}
    </button>
  );
}
