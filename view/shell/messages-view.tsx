import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Row, RowsAnswer } from '../../src/capture/rows/row-types';
import type { View } from '../../src/capture/view';
import { MessageDetails } from '../details/message';
import { recalledColumns, rememberColumns, type ColumnsOf, type ColumnsSignal } from '../state/columns';
import { createFollowing, type Following } from '../state/following';
import { useAnswer } from '../state/answers';
import { isOfExchanges, type CountsAt, type KindCounts } from '../state/counts';
import type { History } from '../state/history';
import { namesFrom, type NameOf } from '../state/names';
import { useSelectedTime } from '../state/records';
import { everyRecord, type Selection } from '../state/selection';
import { Messages, type OpensBy } from '../tables/messages';
import { RowMenu } from './row-menu';

/** What the list of messages and its details share. */
export interface MessagesState {
  readonly view: View;
  readonly columns: ColumnsSignal;
  readonly following: Following;
  readonly nameOf: NameOf;
  /** How many exchanges pass, and how many there are; null: not known yet. */
  readonly counts: CountsAt | null;
  /** Of raw records where these are listed. */
  readonly chips: KindCounts;
}

/** The view that is asked for, how its columns are, and by what names tabs go. */
export function useMessages(history: History, selection: Selection, of: ColumnsOf): MessagesState {
  const columns = useMemo(() => recalledColumns(history.origin, of), [history]);
  const following = useMemo(createFollowing, [history]);
  const { names } = history.documents.value;
  const nameOf = useMemo(() => namesFrom(names), [names]);
  const { value } = columns;
  useEffect(() => {
    rememberColumns(history.origin, of, value);
  }, [value]);
  const view: View = {
    mode: 'exchanges',
    filter: selection.filter.value,
    kinds: selection.kinds.value,
    problemsOnly: selection.problemsOnly.value,
    window: selection.window.value,
    sort: value.sort,
    expanded: selection.expanded.value,
    fold: true,
  };
  const totals = useAnswer(history.client, { ask: 'rows', view, from: 0, to: 0 });
  const chips = useAnswer(history.client, {
    ask: 'chips',
    view: isOfExchanges(selection) ? view : { ...view, ...everyRecord },
  });
  return {
    view,
    columns,
    following,
    nameOf,
    counts: totals && { shown: totals.passing, total: totals.all, version: versionOf(totals) },
    chips: {
      all: chips?.all ?? 0,
      kinds: new Map(chips?.kinds.map(({ kind, count }) => [kind, count])),
    },
  };
}

/** As long as the filter goes on, what passes is not known. */
function versionOf({ complete, version }: RowsAnswer): number {
  return complete ? version : -Infinity;
}

interface Props {
  readonly history: History;
  readonly selection: Selection;
  readonly state: MessagesState;
}

/** `opensBy`: what shows the details of a row, beside Enter. */
export function MessageList({ history, selection, state, opensBy }: Props & { readonly opensBy: OpensBy }) {
  const { view, columns, following, nameOf } = state;
  const [menu, setMenu] = useState<{ readonly row: Row; readonly x: number; readonly y: number } | null>(
    null,
  );
  const first = history.status.value?.first ?? 0;
  const selected = useSelectedTime(history, selection);
  return (
    <>
      <Messages
        capture={history.client}
        view={view}
        selection={selection}
        columns={columns}
        clock={{ mode: selection.time.value, start: first, selected }}
        nameOf={nameOf}
        following={following}
        opensBy={opensBy}
        passing={state.counts?.shown ?? 0}
        openMenu={(row, x, y) => {
          setMenu({ row, x, y });
        }}
      />
      {menu && (
        <RowMenu
          {...menu}
          capture={history.client}
          selection={selection}
          nameOf={nameOf}
          close={() => {
            setMenu(null);
          }}
        />
      )}
    </>
  );
}

/** The exchange that is selected, and the one that is kept beside it. */
export function MessagePane({ history, selection, state, close }: Props & { readonly close: () => void }) {
  const { view, nameOf } = state;
  const id = selection.message.value;
  const pinned = selection.pinned.value;
  const shared = { capture: history.client, view, history, selection, nameOf };
  if (id === null) return null;
  return (
    <div class="pinned">
      {pinned !== null && pinned !== id && (
        <MessageDetails
          {...shared}
          key="pinned"
          id={pinned}
          pin={null}
          close={() => {
            selection.pinned.value = null;
          }}
        />
      )}
      <MessageDetails
        {...shared}
        key="shown"
        id={id}
        close={close}
        pin={() => {
          selection.pinned.value = selection.pinned.value === id ? null : id;
        }}
      />
    </div>
  );
}
