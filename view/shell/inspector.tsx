import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Stored } from '../storage/stored';
import { KeyDetails } from '../storage/key-details';
import { useStored, type StoredState } from '../storage/stored-state';
import { Connections } from '../connections/connections';
import { useBoards, type BoardsState } from '../connections/boards-state';
import { useRates, type RatesState } from '../connections/rates-state';
import type { AreaKind } from '../../src/record/storage-areas';
import { openPage } from '../browser/open-page';
import { isWatched } from '../state/site';
import { Details } from '../details/record';
import { ContextDetails } from '../details/context';
import { FindingDetails } from '../details/finding';
import { Findings } from '../tables/findings';
import type { OpensBy } from '../tables/messages';
import { Records } from '../tables/records';
import { isOfExchanges, listOf } from '../state/counts';
import { useFindings, type FindingsState } from '../state/findings';
import type { History } from '../state/history';
import type { ColumnsOf } from '../state/columns';
import type { Home } from '../state/home';
import { useListed, type Listed } from '../state/listed';
import { createSelection, selectedRef, type Selection } from '../state/selection';
import {
  firstState,
  fromHash,
  recalledState,
  stateOf,
  toHash,
  viewNames,
  type Kept,
} from '../state/view-state';
import type { Viewer } from '../state/viewer';
import { Timeline } from '../timeline/timeline';
import { useSize } from '../parts/use-size';
import { Overview } from '../overview/overview';
import { MessageList, MessagePane, useMessages, type MessagesState } from './messages-view';
import { FilterBar } from '../filter/filter-bar';
import { Empty, Notices } from '../bars/notices';
import { Split } from './split';
import { Opening } from './opening';
import { PopupBar } from '../bars/popup-bar';
import { StatusBar } from '../bars/status-bar';
import { TopBar } from '../bars/top-bar';
import { useIncoming } from './use-incoming';
import { WorstFinding } from '../bars/worst-finding';
import '../style/base.css';
import '../parts/parts.css';
import './inspector.css';

interface Props {
  readonly viewer: Viewer;
  readonly home: Home;
}

/** All that a viewer shows of one origin, with the keys that work everywhere in it. */
export function Inspector({ viewer, home }: Props) {
  const { history, site, imported } = viewer.current.value;
  /** A popup is for a quick look at messages: all else is in the inspector. */
  const isQuick = home.kind === 'popup';
  const selection = useSelection(history, isQuick, site && { inAddress: home.keepsAddress, view: !isQuick });
  useIncoming(viewer);
  const filterBox = useRef<HTMLInputElement>(null);
  const main = useRef<HTMLElement>(null);
  const { width, height } = useSize(() => main.current?.parentElement, sizeOfWindow);
  const messages = useMessages(history, selection, columnsOf(home));
  const stored = useStored(history, selection);
  const boards = useBoards(history, selection);
  const rates = useRates(history, selection);
  const findings = useFindings(history, selection);
  const listed = useListed(history, selection, messages.view, findings);
  const siteState = site?.state.value;
  const view = selection.view.value;
  const list = listOf(selection);
  const side = width >= 1000 || (width >= 880 && height < 500);

  useEffect(() => {
    focusTable(main.current);
  }, [history, view, list, selection.mode.value]);

  useEffect(() => {
    if (isQuick && (view !== 'messages' || selection.opened.value)) openInspector();
  }, [view, selection.opened.value]);

  function openInspector(): void {
    void openPage(history.origin, toHash(stateOf(selection))).then(() => {
      if (isQuick) window.close();
    });
  }

  function close(): void {
    selection.opened.value = false;
    focusTable(main.current);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const typing =
      event.target instanceof HTMLInputElement && !['checkbox', 'range'].includes(event.target.type);
    const held = event.ctrlKey || event.metaKey;
    const number = viewNames[Number(event.key) - 1];
    if ((event.key === '/' && !typing) || (event.key === 'f' && held)) {
      filterBox.current?.focus();
      filterBox.current?.select();
    } else if (event.key === 'Escape' && selection.opened.value) close();
    else if (event.key === 'Escape' && typing && selection.filter.value !== '') selection.filter.value = '';
    else if (event.key === 'e' && held && site) record();
    else if (number && !typing && !held && !event.altKey) selection.show(number);
    else if (view === 'state' && (event.key === ',' || event.key === '.') && !typing && !held)
      stored.step(event.key === '.' ? 'next' : 'previous');
    else return;
    event.preventDefault();
  }

  function record(): void {
    main.current?.parentElement?.querySelector<HTMLElement>('.recording')?.click();
  }

  const counts = isOfExchanges(selection)
    ? messages.counts
    : list === 'storage'
      ? stored.answer && { ...stored.counts, version: stored.answer.version }
      : list === 'boards'
        ? boards.answer && { ...boards.counts, version: boards.answer.version }
        : list === 'rates'
          ? rates.answer && { ...rates.counts, version: rates.answer.version }
          : listed.counts;
  return (
    <div class={`inspector home-${home.kind}`} onKeyDown={onKeyDown}>
      {isQuick ? (
        <PopupBar viewer={viewer} tab={home.tab} openInspector={openInspector} />
      ) : (
        <TopBar
          viewer={viewer}
          selection={selection}
          home={home}
          total={messages.counts?.total ?? null}
          openInspector={openInspector}
        />
      )}
      <main ref={main}>
        {isQuick && <WorstFinding history={history} selection={selection} />}
        <FilterBar
          history={history}
          selection={selection}
          messages={messages}
          counts={counts}
          filterBox={filterBox}
          tight={width < 1000 || height < 400}
          boards={boards}
          isQuick={isQuick}
        />
        {!isQuick && (
          <Overview
            history={history}
            selection={selection}
            width={width}
            only={view === 'state' ? shownKind(stored) : null}
            size={height < 400 || width < 500 ? 'low' : view === 'timeline' ? 'lanes' : 'usual'}
          />
        )}
        <Opening files={viewer.files} />
        <Notices
          history={history}
          site={site}
          imported={imported}
          trouble={viewer.trouble.value}
          failure={viewer.failure.value}
        />
        <Split
          side={side}
          key={view === 'findings' ? 'finding' : 'details'}
          name={view === 'findings' ? 'finding' : 'details'}
          usual={
            side
              ? view === 'findings'
                ? Math.max(432, width - 500)
                : Math.min(432, Math.round(width * 0.36))
              : Math.round(height * 0.46)
          }
          list={
            <div class="list" role="tabpanel">
              <List
                history={history}
                selection={selection}
                side={side}
                messages={messages}
                stored={stored}
                boards={boards}
                rates={rates}
                findings={findings}
                listed={listed}
                opensBy={isQuick ? 'double click' : 'click'}
                live={siteState !== null && siteState !== undefined && isWatched(siteState)}
              />
              <Empty history={history} site={site} view={list} counts={counts} clear={selection.letAllPass} />
            </div>
          }
          details={isQuick ? null : opened({ history, selection, close }, { messages, stored, findings })}
        />
        <StatusBar history={history} selection={selection} following={messages.following} isQuick={isQuick} />
      </main>
    </div>
  );
}

/**
 * What is looked at: as the address says, else as the user left it; of another origin, that with the same
 * view.
 */
function useSelection(history: History, isQuick: boolean, kept: Kept | null): Selection {
  const before = useRef<Selection | null>(null);
  const selection = useMemo(() => {
    const recalled = recalledState(history.origin);
    const given = before.current
      ? { ...recalled, view: before.current.view.value, mode: before.current.mode.value }
      : fromHash(location.hash, recalled);
    const first = isQuick ? { ...given, view: firstState.view, mode: firstState.mode } : given;
    before.current?.end();
    return createSelection(history, first, kept);
  }, [history]);
  before.current = selection;
  return selection;
}

function columnsOf({ kind }: Home): ColumnsOf {
  if (kind === 'popup') return 'popupColumns';
  return kind === 'side' ? 'sideColumns' : 'columns';
}

/** Of the area that State lists. */
function shownKind({ answer }: StoredState): AreaKind | null {
  return answer?.areas.find(({ id }) => id === answer.area)?.kind ?? null;
}

function sizeOfWindow(): { width: number; height: number } {
  return { width: window.innerWidth, height: window.innerHeight };
}

interface ListProps {
  readonly history: History;
  readonly selection: Selection;
  readonly side: boolean;
  readonly messages: MessagesState;
  readonly stored: StoredState;
  readonly boards: BoardsState;
  readonly rates: RatesState;
  readonly findings: FindingsState;
  readonly listed: Listed;
  readonly opensBy: OpensBy;
  readonly live: boolean;
}

function List(props: ListProps) {
  const { history, selection, side, messages, stored, boards, rates, findings, listed, live, opensBy } =
    props;
  switch (selection.view.value) {
    case 'messages':
      return selection.mode.value === 'events' ? (
        <Records history={history} selection={selection} view={listed.events} />
      ) : (
        <MessageList history={history} selection={selection} state={messages} opensBy={opensBy} />
      );
    case 'timeline':
      return <Timeline history={history} selection={selection} messages={messages} findings={findings} />;
    case 'findings':
      return <Findings history={history} selection={selection} state={findings} side={side} />;
    case 'state':
      return <Stored selection={selection} state={stored} nameOf={messages.nameOf} />;
    case 'connections':
      return (
        <Connections
          history={history}
          selection={selection}
          boards={boards}
          rates={rates}
          listed={listed}
          nameOf={messages.nameOf}
          live={live}
        />
      );
  }
}

/** The details of what is selected; null where nothing is, or they are closed. */
function opened(
  props: Pick<ListProps, 'history' | 'selection'> & { readonly close: () => void },
  { messages, stored, findings }: Pick<ListProps, 'messages' | 'stored' | 'findings'>,
) {
  const { history, selection, close } = props;
  if (!selection.opened.value) return null;
  switch (listOf(selection)) {
    case 'records': {
      if (isOfExchanges(selection))
        return selection.message.value === null ? null : <MessagePane {...props} state={messages} />;
      const ref = selectedRef(selection);
      return ref && <Details of={ref} {...props} />;
    }
    case 'findings': {
      const all = findings.shown ?? [];
      const row = all.find(({ finding }) => finding.id === selection.finding.value);
      return row ? <FindingDetails key={row.finding.id} row={row} listed={all} {...props} /> : null;
    }
    case 'contexts': {
      const { contexts } = history.documents.value;
      const info = contexts.find(({ context }) => context.id === selection.context.value);
      return info ? (
        <ContextDetails key={info.context.id} info={info} history={history} close={close} />
      ) : null;
    }
    case 'boards':
    case 'rates':
    case 'latencies':
      return null;
    case 'storage': {
      const { value: key } = selection.key;
      const { nameOf } = messages;
      return key === null ? null : (
        <KeyDetails key={key} name={key} {...props} state={stored} nameOf={nameOf} />
      );
    }
  }
}

/** Not from somebody who walks along the views. */
function focusTable(within: HTMLElement | null): void {
  if (document.activeElement?.closest('[role="tablist"]')) return;
  within?.querySelector<HTMLElement>('.table')?.focus();
}
