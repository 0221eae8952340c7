import type { Finding } from '../../src/findings/types';
import { CodeMark } from '../parts/code-mark';
import { Field } from '../parts/field';
import { FindingText } from '../parts/finding-text';
import { t } from '../browser/i18n';
import type { TabNames } from '../../src/shown/tab-names';

interface Props {
  readonly findings: readonly Finding[];
  readonly tabs: TabNames;
  readonly show: (finding: Finding) => void;
}

/** The findings that a record is evidence of; each leads to its place in the list. */
export function FindingsOfRecord({ findings, tabs, show }: Props) {
  return findings.length === 0 ? null : (
    <Field name={t('view_findings')}>
      <ul class="links">
        {findings.map((finding) => (
          <li key={finding.id}>
            <button
              type="button"
              class="record-link"
              onClick={() => {
                show(finding);
              }}
            >
              <CodeMark code={finding.code} severity={finding.severity} />{' '}
              <FindingText finding={finding} part="title" tabs={tabs} />
            </button>
          </li>
        ))}
      </ul>
    </Field>
  );
}
