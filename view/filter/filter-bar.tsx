import type { RefObject } from 'preact';
import { rateUnits } from '../../src/capture/rates/types';
import { n, t } from '../browser/i18n';
import { BoardInstant } from '../connections/board-instant';
import type { BoardsState } from '../connections/boards-state';
import { isOfExchanges, listOf, type Counts, type ListName } from '../state/counts';
import type { History } from '../state/history';
import type { Selection } from '../state/selection';
import { connectionLists, modes } from '../state/view-state';
import type { MessagesState } from '../shell/messages-view';
import { FilterBox } from './filter-box';
import { KindMenu, Chips, ProblemsOnly } from './chips';
import { ZoomSwitch } from '../timeline/zoom-switch';
import './filter-bar.css';

interface Props {
  readonly history: History;
  readonly selection: Selection;
  readonly messages: MessagesState;
  /** Of the list that is shown; null: not known yet. */
  readonly counts: Counts | null;
  readonly filterBox: RefObject<HTMLInputElement | null>;
  /** No room for a row of chips: they are in a menu. */
  readonly tight: boolean;
  readonly boards: BoardsState;
  /** In a popup: one mode, exchanges. */
  readonly isQuick: boolean;
}

/** What the list leaves out. */
export function FilterBar({
  history,
  selection,
  messages,
  counts,
  filterBox,
  tight,
  boards,
  isQuick,
}: Props) {
  const list = listOf(selection);
  const isMessages = list === 'records';
  const isExchanges = isOfExchanges(selection);
  const { chips } = messages;
  const waiting = history.status.value?.waiting ?? 0;
  return (
    <>
      <div class="toolbar filter-bar">
        <FilterBox
          capture={history.client}
          selection={selection}
          filterBox={filterBox}
          placeholder={t(`filter_placeholder_${list}`)}
        >
          <span class="count" role="status">
            {counts && countText(counts, isExchanges ? 'messages' : list)}
            {history.paused.value && ` · ${t('count_waiting', n(waiting))}`}
          </span>
        </FilterBox>
        {isMessages && tight && <KindMenu counts={chips} selection={selection} />}
        {isMessages && tight && <ProblemsOnly selection={selection} />}
        {selection.view.value === 'messages' && !isQuick && <ModeSwitch selection={selection} />}
        {selection.view.value === 'timeline' && <ZoomSwitch history={history} selection={selection} />}
        {list === 'boards' && <BoardInstant history={history} boards={boards} />}
        {list === 'rates' && <UnitSwitch selection={selection} />}
        {selection.view.value === 'connections' && <ListSwitch selection={selection} />}
      </div>
      {isMessages && !tight && <Chips counts={chips} selection={selection} />}
    </>
  );
}

function ModeSwitch({ selection }: { readonly selection: Selection }) {
  return (
    <div class="switch" role="group" aria-label={t('modes_label')}>
      {modes.map((mode) => (
        <button
          type="button"
          key={mode}
          class={`mode-${mode}`}
          aria-pressed={selection.mode.value === mode}
          title={t(`mode_${mode}_title`)}
          onClick={() => {
            selection.mode.value = mode;
          }}
        >
          {t(`mode_${mode}`)}
        </button>
      ))}
    </div>
  );
}

function UnitSwitch({ selection }: { readonly selection: Selection }) {
  return (
    <div class="switch unit-switch" role="group" aria-label={t('rates_of_label')}>
      {rateUnits.map((unit) => (
        <button
          type="button"
          key={unit}
          class={`rate-${unit}`}
          aria-pressed={selection.rateOf.value === unit}
          onClick={() => {
            selection.rateOf.value = unit;
          }}
        >
          {t(`rates_of_${unit}`)}
        </button>
      ))}
    </div>
  );
}

function ListSwitch({ selection }: { readonly selection: Selection }) {
  return (
    <div class="switch" role="group" aria-label={t('views_label')}>
      {connectionLists.map((list) => (
        <button
          type="button"
          key={list}
          class={`view-${list}`}
          aria-pressed={selection.connections.value === list}
          onClick={() => {
            selection.opened.value = false;
            selection.connections.value = list;
          }}
        >
          {t(`view_${list}`)}
        </button>
      ))}
    </div>
  );
}

/** How many of what is listed pass the filter. */
function countText({ shown, total }: Counts, list: ListName | 'messages'): string {
  if (shown !== total) return t('count_some', n(shown), n(total));
  return total === 1 ? t(`count_${list}_one`) : t(`count_${list}`, n(total));
}
