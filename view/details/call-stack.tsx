import { useState } from 'preact/hooks';
import { stackFrames, type Frame } from '../../src/shown/stack';
import { n, t } from '../browser/i18n';
import { pathOf } from '../../src/shown/url-names';
import { PageText } from '../parts/text';

/** Where it was called from, with links to the scripts; frames of libraries are folded. */
export function CallStack({ stack }: { readonly stack: string }) {
  const [whole, setWhole] = useState(false);
  const frames = stackFrames(stack);
  const own = frames.filter((frame) => !isLibrary(frame));
  const hidden = own.length === 0 ? 0 : frames.length - own.length;
  return (
    <section>
      <h3>{t('details_stack')}</h3>
      <ul class="links call-stack">
        {(whole || hidden === 0 ? frames : own).map((frame, index) => (
          <li key={index}>
            <code class="function">
              <PageText text={functionOf(frame)} />
            </code>
            {frame.url !== '' && (
              <a href={frame.url} target="_blank" rel="noreferrer">
                <code>
                  <PageText text={pathOf(frame.place)} />
                </code>
              </a>
            )}
          </li>
        ))}
        {hidden > 0 && (
          <li class="note">
            {hidden === 1 ? t('stack_library_one') : t('stack_library', n(hidden))}
            <button
              type="button"
              class="link"
              onClick={() => {
                setWhole(!whole);
              }}
            >
              {whole ? t('hide') : t('show_record')}
            </button>
          </li>
        )}
      </ul>
    </section>
  );
}

/** Files that people rarely mean: packages, bundled vendors, other hosts' libraries, extensions. */
const library =
  /(?:^|\/)(?:node_modules|vendor|vendors|third[-_]party|libs?)\/|[./-](?:vendor|chunk-vendors|polyfills?|runtime)[.\w-]*\.js|\.min\.js|-extension:\/\/|\/\/(?:[\w.-]*\.)?(?:unpkg|jsdelivr|cdnjs|esm)\./i;

export function isLibrary({ place, before }: Pick<Frame, 'place' | 'before'>): boolean {
  return library.test(place === '' ? before : place);
}

function functionOf({ before, place }: Frame): string {
  const text = before
    .trim()
    .replace(/^at /, '')
    .replace(/\s*\($/, '');
  return text === '' || text === 'at' || (place === '' && text === '') ? '(anonymous)' : text;
}
