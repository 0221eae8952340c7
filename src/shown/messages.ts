/**
 * A text of ours in the reader's language, by the name of its message in _locales, with `$1`, `$2` … filled
 * in.
 */
export type Speak<Name extends string = string> = (name: Name, ...values: readonly string[]) => string;

/** A file of _locales, as JSON.parse gives it. */
export interface MessageFile {
  readonly [name: string]: { readonly message: string } | undefined;
}

/** Values by which a text keeps its placeholders. */
export const placeholders = Array.from({ length: 9 }, (_, index) => `$${index + 1}`);

/** A text with its values in the places of `$1`, `$2` …; `$$` is a dollar sign. */
export function filledIn(text: string, values: readonly string[]): string {
  return text.replace(/\$(\$|\d)/g, (_, what: string) =>
    what === '$' ? '$' : (values[Number(what) - 1] ?? ''),
  );
}

/** Speaks from a file of _locales, as browser.i18n does in an extension; '' for a name that is not there. */
export function speakFrom(messages: MessageFile): Speak {
  return (name, ...values) => filledIn(messages[name]?.message ?? '', values);
}
