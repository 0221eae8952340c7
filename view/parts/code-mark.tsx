import type { FindingCode, Severity } from '../../src/findings/types';
import { SeverityIcon } from './icons';
import { t } from '../browser/i18n';

/** The code of a finding, in the colour of its severity. */
export function CodeMark({ code, severity }: { readonly code: FindingCode; readonly severity: Severity }) {
  return (
    <span class={`mark code ${severity}`} title={t(`severity_${severity}`)}>
      <SeverityIcon severity={severity} />
      {code}
    </span>
  );
}
