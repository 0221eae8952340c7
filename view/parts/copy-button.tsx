import { useState } from 'preact/hooks';
import { t } from '../browser/i18n';

interface Props {
  readonly class: string;
  readonly label: string;
  readonly text: () => string;
}

/** Puts a text on the clipboard, and says so until it loses the focus. */
export function CopyButton({ class: name, label, text }: Props) {
  const [copied, setCopied] = useState(false);
  return (
    <button
      type="button"
      class={name}
      onClick={() => {
        void navigator.clipboard.writeText(text()).then(() => {
          setCopied(true);
        });
      }}
      onBlur={() => {
        setCopied(false);
      }}
    >
      {copied ? t('copied') : label}
    </button>
  );
}
