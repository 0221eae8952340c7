import type { Finding } from '../../src/findings/types';
import { openOptions } from '../browser/open-page';
import { t } from '../browser/i18n';
import { Icon } from '../parts/icons';
import { Menu } from '../parts/menu';
import { PageText } from '../parts/text';
import { subjectOf } from '../state/hidden';
import type { History } from '../state/history';
import type { Selection } from '../state/selection';

interface Props {
  readonly finding: Finding;
  readonly history: History;
  readonly selection: Selection;
}

/** Characters of a key that a menu shows. */
const brief = 40;

/** Hides one finding, its code for a key, or its code for the site. The options take it back. */
export function NeverShow({ finding, history, selection }: Props) {
  const { code, id } = finding;
  const subject = subjectOf(finding);

  function hide(one: { readonly id: string | null; readonly subject: string | null }): void {
    history.hidden.hide({ code, ...one });
    selection.finding.value = null;
    selection.opened.value = false;
  }

  return (
    <Menu
      class="never"
      label={t('never_show')}
      atEnd
      up
      face={
        <>
          <Icon name="hide" /> {t('never_show')} <Icon name="up" />
        </>
      }
    >
      {() => (
        <>
          <button
            type="button"
            class="never-this"
            onClick={() => {
              hide({ id, subject: null });
            }}
          >
            {t('never_this')}
          </button>
          {subject !== '' && (
            <button
              type="button"
              class="never-subject"
              onClick={() => {
                hide({ id: null, subject });
              }}
            >
              {t('never_subject', code)}{' '}
              <code>
                <PageText text={subject.slice(0, brief)} />
              </code>
            </button>
          )}
          <button
            type="button"
            class="never-code"
            onClick={() => {
              hide({ id: null, subject: null });
            }}
          >
            {t('never_code', code)}
          </button>
          <hr />
          <button type="button" onClick={() => void openOptions()}>
            {t('never_manage')}
          </button>
        </>
      )}
    </Menu>
  );
}
