import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { OwnRules } from '../../src/file/redaction/own-rules';
import { formats, type Format } from '../../src/file/saving';
import { n, t } from '../browser/i18n';
import { clockTime } from '../words/time';
import { PageText } from '../parts/text';
import { underscored } from '../words/underscored';
import type { History } from '../state/history';
import type { Selection } from '../state/selection';
import { download } from './download';
import type { Source } from './protocol';
import { useSaving, type What } from './saving';
import { isFiltered, isSelected, membersOf, scopes, type Scope } from './scopes';
import { Secrets } from './secrets';
import './saving.css';

interface Props {
  readonly history: History;
  readonly selection: Selection;
  readonly source: () => Promise<Source>;
  readonly rules: () => Promise<OwnRules>;
  /** What is saved as a whole: a site, or names of files. */
  readonly of: string;
  readonly closed: () => void;
}

/** What is saved, as what, and without which secrets. */
export function SaveDialog({ history, selection, source, rules, of, closed }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [scope, setScope] = useState<Scope>('all');
  const [format, setFormat] = useState<Format>('ndjson');
  const [redact, setRedact] = useState(true);
  const [kept, setKept] = useState<readonly string[]>([]);
  const [added, setAdded] = useState<readonly string[]>([]);
  const saving = useSaving();
  const { work, foreseen, failed } = saving;
  const what: What = { source, rules, members: () => membersOf(scope, history.client, selection) };
  const isSaving = work?.work === 'save';

  useEffect(() => {
    dialog.current?.showModal();
    // The Enter that opened it would save at once, if it came to a field.
    dialog.current?.focus();
  }, []);

  // Before it is painted: what was foreseen of another choice is not to be seen beside this one.
  useLayoutEffect(() => {
    if (redact) saving.foresee(what, added);
    else saving.cancel();
  }, [scope, redact, added]);

  async function save(): Promise<void> {
    const blob = await saving.save(what, redact ? { keep: kept, add: added } : null, format);
    if (!blob) return;
    download(blob, history.origin, format);
    dialog.current?.close();
  }

  return (
    <dialog
      class="save"
      ref={dialog}
      tabIndex={-1}
      aria-labelledby="save-title"
      onClose={closed}
      onKeyDown={(event) => {
        // The keys of the views are not for what lies before them, and Escape would close a popup.
        event.stopPropagation();
        if (event.key !== 'Escape') return;
        event.preventDefault();
        dialog.current?.close();
      }}
    >
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isSaving) void save();
        }}
      >
        <h2 id="save-title">{t('save_title')}</h2>
        <div class="save-body">
          <fieldset class="what" disabled={isSaving}>
            <legend>{t('save_what')}</legend>
            {scopes.map((one) => (
              <ScopeChoice
                key={one}
                scope={one}
                chosen={scope}
                hint={hintOf(one, of, selection)}
                can={canSave(one, selection)}
                choose={setScope}
              />
            ))}
            <label class="format">
              {t('save_format')}
              <select
                value={format}
                onChange={(event) => {
                  const { value } = event.currentTarget;
                  setFormat(formats.find((one) => one === value) ?? 'ndjson');
                }}
              >
                {formats.map((one) => (
                  <option key={one} value={one}>
                    {t(`format_${underscored(one)}`)}
                  </option>
                ))}
              </select>
            </label>
          </fieldset>
          <fieldset class="redaction" disabled={isSaving}>
            <legend>
              <label>
                <input
                  type="checkbox"
                  name="redact"
                  checked={redact}
                  onChange={(event) => {
                    setRedact(event.currentTarget.checked);
                  }}
                />
                {t('save_redact')}
              </label>
            </legend>
            {redact ? <p class="note">{t('save_redact_hint')}</p> : <p class="whole">{t('save_whole')}</p>}
            {redact && foreseen && (
              <Secrets foreseen={foreseen} kept={kept} added={added} keep={setKept} add={setAdded} />
            )}
          </fieldset>
        </div>
        <footer>
          <p class="outcome">
            {failed !== '' && (
              <span class="error" role="alert">
                {t('save_failed', failed)}
              </span>
            )}
            {work && (
              <label class="working">
                {t(isSaving ? 'save_saving' : 'save_looking')}
                <progress max={1} value={work.part} />
              </label>
            )}
            {!work && foreseen && redact && (
              <span class="note">
                {foreseen.records === 1 ? t('save_records_one') : t('save_records', n(foreseen.records))}
              </span>
            )}
          </p>
          <button
            type="button"
            class="cancel"
            onClick={() => {
              if (isSaving) saving.cancel();
              else dialog.current?.close();
            }}
          >
            {t('cancel')}
          </button>
          <button type="submit" class="primary" disabled={isSaving}>
            {t('save_now')}
          </button>
        </footer>
      </form>
    </dialog>
  );
}

interface ScopeProps {
  readonly scope: Scope;
  readonly chosen: Scope;
  readonly hint: string;
  readonly can: boolean;
  readonly choose: (scope: Scope) => void;
}

function ScopeChoice({ scope, chosen, hint, can, choose }: ScopeProps) {
  return (
    <label class={`scope scope-${scope}`}>
      <input
        type="radio"
        name="scope"
        value={scope}
        checked={scope === chosen}
        disabled={!can}
        onChange={() => {
          choose(scope);
        }}
      />
      <span>
        {t(`save_${scope}`)}
        <span class="note">{can ? <PageText text={hint} /> : t(`save_${scope}_none`)}</span>
      </span>
    </label>
  );
}

function canSave(scope: Scope, selection: Selection): boolean {
  switch (scope) {
    case 'all':
      return true;
    case 'passing':
      return isFiltered(selection);
    case 'window':
      return selection.window.value !== null;
    case 'selected':
      return isSelected(selection);
  }
}

function hintOf(scope: Scope, of: string, { filter, kinds, window }: Selection): string {
  switch (scope) {
    case 'all':
      return of;
    case 'passing':
      return [filter.value, ...(kinds.value ?? [])].filter((part) => part !== '').join(', ');
    case 'window':
      return window.value ? `${clockTime(window.value.from)} – ${clockTime(window.value.to)}` : '';
    case 'selected':
      return t('save_selected_hint');
  }
}
