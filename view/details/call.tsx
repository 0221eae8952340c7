import type { ErrorInfo } from '../../src/record/record';
import { stackFrames } from '../../src/shown/stack';
import { Field } from '../parts/field';
import { t } from '../browser/i18n';
import { PageText } from '../parts/text';

/** What the native call threw. */
export function Thrown({ error }: { readonly error: ErrorInfo | undefined }) {
  return error ? (
    <Field name={t('details_error')}>
      <span class="error">
        <PageText text={`${error.name}: ${error.message}`} />
      </span>
      {error.path !== undefined && (
        <div>
          {t('details_path')} <PageText text={error.path} />
        </div>
      )}
    </Field>
  ) : null;
}

/** Where it was called, with links to the scripts. */
export function Stack({ stack }: { readonly stack: string | undefined }) {
  return stack === undefined ? null : (
    <Field name={t('details_stack')}>
      <pre class="stack">
        {stackFrames(stack).map(({ before, place, url, after }, index) => (
          <div key={index}>
            <PageText text={before.trimStart()} />
            {url !== '' && (
              <a href={url} target="_blank" rel="noreferrer">
                <PageText text={place} />
              </a>
            )}
            <PageText text={after} />
          </div>
        ))}
      </pre>
    </Field>
  );
}
