import type { ComponentChildren, RefObject } from 'preact';
import { batch } from '@preact/signals';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { CaptureClient } from '../../src/capture/types';
import { completed, completingAt, fieldsLike, type Completing } from '../../src/filter/complete';
import { readFilter } from '../../src/filter/filter';
import type { Mistake } from '../../src/filter/syntax';
import { t, type MessageName } from '../browser/i18n';
import { IconButton } from '../parts/icon-button';
import { useAnswer } from '../state/answers';
import type { Selection } from '../state/selection';
import { FilterHelp } from './filter-help';
import { SavedFilters } from './saved-filters';
import './filter-box.css';

interface Props {
  readonly capture: CaptureClient;
  readonly selection: Selection;
  readonly filterBox: RefObject<HTMLInputElement | null>;
  readonly placeholder: string;
  /** How many pass. */
  readonly children: ComponentChildren;
}

interface Suggestion {
  readonly value: string;
  readonly note: string;
}

const most = 12;

/**
 * Where the filter is typed. What cannot be read stays here, underlined; the last filter that can be stays
 * on.
 */
export function FilterBox({ capture, selection, filterBox, placeholder, children }: Props) {
  const [typed, setTyped] = useState(selection.filter.peek() || selection.filterOff.peek());
  const [completing, setCompleting] = useState<Completing | null>(null);
  const [chosen, setChosen] = useState(-1);
  const marks = useRef<HTMLDivElement>(null);
  const isOwn = useRef(false);
  const id = useId();
  const suggestions = useSuggestions(capture, completing);
  const { error } = readFilter(typed);
  const isOff = selection.filterOff.value !== '';
  const isOpen = suggestions.length > 0;

  // At once, and only what others put on: an effect would come after the next key, and take it back.
  useEffect(
    () =>
      selection.filter.subscribe((text) => {
        if (isOwn.current) return;
        if (text !== '') selection.filterOff.value = '';
        setTyped(text || selection.filterOff.peek());
      }),
    [selection],
  );

  function type(text: string): void {
    setTyped(text);
    if (readFilter(text).error !== null) return;
    put(text, '');
  }

  /** `off`: it is typed, and not on. */
  function put(text: string, off: string): void {
    isOwn.current = true;
    batch(() => {
      selection.filterOff.value = off;
      selection.filter.value = text;
    });
    isOwn.current = false;
  }

  function switchOnOrOff(): void {
    if (isOff) put(typed, '');
    else put('', selection.filter.peek());
  }

  function suggest(next: Completing | null): void {
    setCompleting(next);
    setChosen(-1);
  }

  function complete(value: string): void {
    const box = filterBox.current;
    if (!completing || !box) return;
    const done = completed(typed, completing, value);
    box.value = done.text;
    box.setSelectionRange(done.caret, done.caret);
    type(done.text);
    const next = completingAt(done.text, done.caret);
    suggest(next?.field ? next : null);
  }

  /** Whether the key was for the suggestions. */
  function press(event: KeyboardEvent & { readonly currentTarget: HTMLInputElement }): boolean {
    const { key, currentTarget: box } = event;
    if (key === 'ArrowDown' && !isOpen) suggest(completingAt(box.value, box.selectionStart ?? 0));
    else if (!isOpen) return false;
    else if (key === 'ArrowDown') setChosen((chosen + 1) % suggestions.length);
    else if (key === 'ArrowUp') setChosen((chosen <= 0 ? suggestions.length : chosen) - 1);
    else if (key === 'Escape') suggest(null);
    else if (key === 'Enter' || (key === 'Tab' && chosen >= 0)) {
      const suggestion = suggestions[chosen];
      if (suggestion) complete(suggestion.value);
      else suggest(null);
    } else return false;
    return true;
  }

  return (
    <div class={`filter-box${isOff ? ' off' : ''}`}>
      <SavedFilters filter={error ? '' : typed} put={type} />
      <div class="filter-typed">
        <div class="filter-marks" aria-hidden="true" ref={marks}>
          {error && <Marked text={typed} mistake={error} />}
        </div>
        <input
          type="search"
          class="filter"
          ref={filterBox}
          list={undefined}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={`${id}list`}
          aria-activedescendant={isOpen && chosen >= 0 ? `${id}${chosen}` : undefined}
          aria-invalid={error !== null}
          aria-describedby={error ? `${id}error` : undefined}
          autocomplete="off"
          spellcheck={false}
          placeholder={placeholder}
          aria-label={t('filter_label')}
          title={t('filter_title')}
          value={typed}
          onInput={({ currentTarget: box }) => {
            type(box.value);
            const next = completingAt(box.value, box.selectionStart ?? box.value.length);
            suggest(next && (next.field || next.like !== '') ? next : null);
          }}
          onScroll={({ currentTarget: box }) => {
            if (marks.current) marks.current.style.transform = `translateX(${-box.scrollLeft}px)`;
          }}
          onBlur={() => {
            suggest(null);
          }}
          onKeyDown={(event) => {
            if (!press(event)) return;
            event.preventDefault();
            event.stopPropagation();
          }}
        />
      </div>
      {children}
      {(isOff || selection.filter.value !== '') && (
        <IconButton
          class="filter-switch"
          icon="filter"
          label={t(isOff ? 'filter_switch_on' : 'filter_switch_off')}
          pressed={!isOff}
          press={switchOnOrOff}
        />
      )}
      {typed === '' ? (
        <kbd aria-hidden="true">/</kbd>
      ) : (
        <IconButton
          class="no-filter"
          icon="close"
          label={t('filter_clear')}
          press={() => {
            type('');
            suggest(null);
          }}
        />
      )}
      <FilterHelp />
      <div class="filter-drop">
        <div
          class="suggestions"
          role="listbox"
          id={`${id}list`}
          aria-label={t('filter_suggestions')}
          hidden={!isOpen}
        >
          {suggestions.map(({ value, note }, index) => (
            <div
              key={value}
              id={`${id}${index}`}
              role="option"
              class="suggestion"
              aria-selected={index === chosen}
              onPointerDown={(event) => {
                event.preventDefault();
                complete(value);
              }}
            >
              <bdi>{value}</bdi>
              <span class="note">{note}</span>
            </div>
          ))}
        </div>
        <div class="filter-error" role="status" id={`${id}error`}>
          {error && t(error.message as MessageName, ...error.values)}
        </div>
      </div>
    </div>
  );
}

function Marked({ text, mistake: { from, to } }: { readonly text: string; readonly mistake: Mistake }) {
  return (
    <>
      {text.slice(0, from)}
      <mark class="wrong">{text.slice(from, to)}</mark>
      {text.slice(to)}
    </>
  );
}

/** Names of fields with what they are, or values with how often they occur. */
function useSuggestions(capture: CaptureClient, completing: Completing | null): readonly Suggestion[] {
  const field = completing?.field;
  const answer = useAnswer(
    capture,
    field?.occurs ? { ask: 'values', of: field.name, like: completing?.like ?? '', most } : null,
  );
  if (!completing) return [];
  const { like } = completing;
  if (!field)
    return fieldsLike(like).map(({ name, help }) => ({ value: name, note: t(help as MessageName) }));
  const fixed = (field.values ?? []).filter(
    (value) => value.startsWith(like.toLowerCase()) && value !== like,
  );
  if (fixed.length > 0) return fixed.map((value) => ({ value, note: '' }));
  const wanted = like.toLowerCase();
  const values = (answer?.values ?? []).filter(
    ({ value }) => value !== like && value.toLowerCase().includes(wanted),
  );
  return values.map(({ value, count }) => ({ value, note: String(count) }));
}
