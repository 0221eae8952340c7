import type { ComponentChildren } from 'preact';
import { t } from '../view/browser/i18n';

interface Props {
  /** Of the field, which is described by `NAME-hint` and `NAME-error`. */
  readonly name: string;
  readonly hint: ComponentChildren;
  readonly saved: boolean;
  readonly error: string;
}

/** What is said below a field: its hint, that it was saved, and what is wrong with it. */
export function FieldNotes({ name, hint, saved, error }: Props) {
  return (
    <>
      <p class="hint" id={`${name}-hint`}>
        {hint}{' '}
        <span class="saved" role="status">
          {saved && t('options_saved')}
        </span>
      </p>
      <p class="error" id={`${name}-error`} role="alert">
        {error}
      </p>
    </>
  );
}
