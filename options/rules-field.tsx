import { useEffect, useState } from 'preact/hooks';
import { maxRuleLength, maxRules, troubleOf, type OwnRules } from '../src/file/redaction/own-rules';
import { n, t } from '../view/browser/i18n';
import { FieldNotes } from './field-notes';

interface Props {
  readonly kind: keyof OwnRules;
  readonly label: string;
  readonly hint: string;
  /** What is stored. */
  readonly rules: readonly string[];
  /** The result is a sentence that says what went wrong; '' if nothing did. */
  readonly set: (rules: readonly string[]) => Promise<string>;
}

/**
 * Rules, one a line. A bad one is explained while it is typed, and nothing is stored as long as one is bad.
 */
export function RulesField({ kind, label, hint, rules, set }: Props) {
  const name = `redact-${kind}`;
  const stored = rules.join('\n');
  const [text, setText] = useState(stored);
  const [state, setState] = useState({ error: '', saved: false });
  useEffect(() => {
    setText(stored);
  }, [stored]);
  const lines = text.split('\n').map((line) => line.trim());
  const trouble = troubleIn(kind, lines);

  async function change(): Promise<void> {
    const given = lines.filter((line) => line !== '');
    if (trouble !== '' || given.join('\n') === stored) return;
    const error = await set(given);
    setState({ error, saved: error === '' });
  }

  return (
    <div class="setting rules">
      <label for={name}>{label}</label>
      <textarea
        id={name}
        name={name}
        rows={3}
        spellcheck={false}
        value={text}
        aria-invalid={trouble !== ''}
        aria-describedby={`${name}-hint ${name}-error`}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setState({ error: '', saved: false });
        }}
        onChange={() => void change()}
      />
      <FieldNotes name={name} hint={hint} saved={state.saved} error={trouble || state.error} />
    </div>
  );
}

/** A sentence about the first bad line; '' where there is none. */
function troubleIn(kind: keyof OwnRules, lines: readonly string[]): string {
  if (lines.filter((line) => line !== '').length > maxRules) return t('options_rules_many', n(maxRules));
  for (const [index, line] of lines.entries()) {
    const trouble = troubleOf(kind, line);
    if (trouble === 'too-long') return t('options_rule_long', n(index + 1), n(maxRuleLength));
    if (trouble) return t('options_rule_bad', n(index + 1), trouble.reason);
  }
  return '';
}
