import { useState } from 'preact/hooks';
import { masked } from '../../src/file/redaction/masked';
import { isFindable, type Replaced } from '../../src/file/redaction/redaction';
import { visibleText } from '../../src/shown/visible';
import { n, t } from '../browser/i18n';
import { PageText } from '../parts/text';
import type { Foreseen } from './saving';

interface Props {
  readonly foreseen: Foreseen;
  /** Values that a person keeps, and those that are replaced at a person's wish. */
  readonly kept: readonly string[];
  readonly added: readonly string[];
  readonly keep: (kept: readonly string[]) => void;
  readonly add: (added: readonly string[]) => void;
}

/** What is replaced and why, value by value. A person may know better: each can be kept, and others added. */
export function Secrets({ foreseen: { replaced, values }, kept, added, keep, add }: Props) {
  const [open, setOpen] = useState(false);
  const count = values - replaced.filter(({ value }) => kept.includes(value)).length;
  const absent = added.filter((value) => !replaced.some((one) => one.value === value));
  return (
    <>
      <p class="secrets-count" role="status">
        {count === 0
          ? t('save_replaces_none')
          : count === 1
            ? t('save_replaces_one')
            : t('save_replaces', n(count))}
        {replaced.length > 0 && (
          <button
            type="button"
            class="show-values"
            aria-pressed={open}
            onClick={() => {
              setOpen(!open);
            }}
          >
            {t('save_show_values')}
          </button>
        )}
      </p>
      {replaced.length > 0 && (
        <ul class="secrets">
          {replaced.map((one) => (
            <li key={one.value}>
              <Secret
                one={one}
                open={open}
                isKept={kept.includes(one.value)}
                toggle={() => {
                  keep(
                    kept.includes(one.value)
                      ? kept.filter((value) => value !== one.value)
                      : [...kept, one.value],
                  );
                }}
              />
            </li>
          ))}
        </ul>
      )}
      {values > replaced.length && <p class="note">{t('report_more', n(values - replaced.length))}</p>}
      {absent.map((value) => (
        <p class="note absent" key={value}>
          {t('save_add_absent', visibleText(value))}
        </p>
      ))}
      <Add
        add={(value) => {
          if (!added.includes(value)) add([...added, value]);
        }}
      />
    </>
  );
}

interface SecretProps {
  readonly one: Replaced;
  readonly open: boolean;
  readonly isKept: boolean;
  readonly toggle: () => void;
}

function Secret({ one: { value, pseudonym, rule, names, count }, open, isKept, toggle }: SecretProps) {
  const why = t(`redaction_${rule}`, names.map((name) => visibleText(name)).join(', '));
  return (
    <label>
      <input type="checkbox" checked={!isKept} onChange={toggle} />
      <span class="secret">
        <code class="value">
          <PageText text={open ? value : masked(value)} />
        </code>
        {!isKept && (
          <>
            {' → '}
            <code class="stand-in">{pseudonym}</code>
          </>
        )}
      </span>
      <span class="why">
        {isKept ? t('save_kept') : why}
        {rule !== 'own' && count > 1 && `, ${t('report_times', n(count))}`}
      </span>
    </label>
  );
}

function Add({ add }: { readonly add: (value: string) => void }) {
  const [text, setText] = useState('');
  const [short, setShort] = useState(false);

  function take(): void {
    if (text === '') return;
    setShort(!isFindable(text));
    if (!isFindable(text)) return;
    add(text);
    setText('');
  }

  return (
    <div class="add-secret">
      <label>
        {t('save_add_label')}
        <input
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={text}
          aria-invalid={short}
          aria-describedby="add-secret-short"
          onInput={(event) => {
            setText(event.currentTarget.value);
            setShort(false);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            take();
          }}
        />
      </label>
      <button type="button" onClick={take}>
        {t('save_add')}
      </button>
      <p class="error" id="add-secret-short" role="alert">
        {short && t('save_add_short')}
      </p>
    </div>
  );
}
