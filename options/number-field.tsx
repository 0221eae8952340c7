import { useEffect, useState } from 'preact/hooks';
import { defaultSettings, parseNumberSetting, ranges, type NumberSetting } from '../src/protocol/settings';
import { n, t } from '../view/browser/i18n';
import { FieldNotes } from './field-notes';

interface Props {
  readonly name: NumberSetting;
  readonly label: string;
  /** What is stored. */
  readonly value: number;
  /** The result is a sentence that says what went wrong; '' if nothing did. */
  readonly set: (value: number) => Promise<string>;
}

/**
 * A setting that is a number. What may not be its value is explained, and stays in the field, but is not
 * stored.
 */
export function NumberField({ name, label, value, set }: Props) {
  const [text, setText] = useState(String(value));
  const [state, setState] = useState({ error: '', saved: false });
  useEffect(() => {
    setText(String(value));
  }, [value]);

  async function change(given: string): Promise<void> {
    const number = parseNumberSetting(name, readNumber(given));
    if (number === undefined) {
      const { min, max } = ranges[name];
      setState({ error: t('options_range', n(min), n(max)), saved: false });
      return;
    }
    setText(String(number));
    const error = number === value ? '' : await set(number);
    setState({ error, saved: error === '' && number !== value });
  }

  return (
    <div class="setting">
      <label class="number">
        <span>{label}</span>
        <input
          type="text"
          inputMode="numeric"
          autocomplete="off"
          name={name}
          value={text}
          aria-invalid={state.error !== ''}
          aria-describedby={`${name}-hint ${name}-error`}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setState({ error: '', saved: false });
          }}
          onChange={(event) => void change(event.currentTarget.value)}
        />
      </label>
      <FieldNotes
        name={name}
        hint={t('options_default', n(defaultSettings[name]))}
        saved={state.saved}
        error={state.error}
      />
    </div>
  );
}

/** Digits, grouped as people do it or not; undefined for anything else. */
function readNumber(text: string): number | undefined {
  const digits = text.trim();
  if (/^\d+$/.test(digits)) return Number(digits);
  return /^\d{1,3}([,.'’\s]\d{3})+$/.test(digits) ? Number(digits.replace(/\D/g, '')) : undefined;
}
