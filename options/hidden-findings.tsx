import { useState } from 'preact/hooks';
import { t } from '../view/browser/i18n';
import { PageText } from '../view/parts/text';
import { hiddenSites } from '../view/state/hidden';

/** What the user said never to show, site by site, each with a way back. */
export function HiddenFindings() {
  const [sites, setSites] = useState(hiddenSites);
  return (
    <section>
      <h2>{t('options_hidden')}</h2>
      {sites.length === 0 && <p class="hint">{t('options_hidden_none')}</p>}
      {sites.map(({ origin, hidden }) => (
        <ul key={origin} class="hidden-findings">
          {hidden.all.value.map((one, index) => (
            <li key={index}>
              <span>
                <b>{one.code}</b> <PageText text={origin} />{' '}
                {one.subject !== null && (
                  <code>
                    <PageText text={one.subject} />
                  </code>
                )}
              </span>
              <button
                type="button"
                class="show-again"
                onClick={() => {
                  hidden.show(one);
                  setSites(hiddenSites());
                }}
              >
                {t('options_show_again')}
              </button>
            </li>
          ))}
        </ul>
      ))}
    </section>
  );
}
