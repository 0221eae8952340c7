import { useEffect, useMemo, useRef } from 'preact/hooks';
import { nameOf } from '../../src/exchange/record-name';
import { ContextDetails } from '../details/context';
import { Contexts } from '../tables/contexts';
import { countsOf } from '../state/counts';
import { Details } from '../details/record';
import { FindingDetails } from '../details/finding';
import { Findings } from '../tables/findings';
import type { History } from '../state/history';
import { Latencies } from '../tables/latencies';
import { More } from './more';
import { Empty, Notices } from './notices';
import { Origins } from './origins';
import { createSelection, type Selection } from '../state/selection';
import { Table } from '../tables/records';
import { Toolbar } from './toolbar';
import type { Viewer } from '../state/viewer';

interface Props {
  readonly viewer: Viewer;
  /** In the popup itself, not in a tab. */
  readonly inPopup: boolean;
}

/** All that a viewer shows of one origin, with the keys that work everywhere in it. */
export function Inspector({ viewer, inPopup }: Props) {
  const { history, site, imported } = viewer.current.value;
  const selection = useMemo(() => createSelection(history), [history]);
  const filterBox = useRef<HTMLInputElement>(null);
  const main = useRef<HTMLElement>(null);
  const view = selection.view.value;

  useEffect(() => {
    focusTable(main.current);
  }, [history, view]);

  function close(): void {
    selection.opened.value = false;
    focusTable(main.current);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const typing = event.target instanceof HTMLInputElement;
    if ((event.key === '/' && !typing) || (event.key === 'f' && (event.ctrlKey || event.metaKey))) {
      filterBox.current?.focus();
      filterBox.current?.select();
    } else if (event.key === 'Escape' && selection.opened.value) close();
    else if (event.key === 'Escape' && typing && history.query.value !== '') history.filter('');
    else return;
    event.preventDefault();
  }

  void history.version.value;
  const counts = countsOf(history, view);
  return (
    <div
      class="inspector"
      onKeyDown={onKeyDown}
      onDragOver={(event) => {
        event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        viewer.openFiles([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <Origins viewer={viewer}>
        <More viewer={viewer} inPopup={inPopup} />
      </Origins>
      <main ref={main}>
        <Toolbar
          history={history}
          selection={selection}
          counts={counts}
          site={site}
          database={viewer.database}
          stacks={viewer.stacks}
          filterBox={filterBox}
        />
        <Notices history={history} site={site} imported={imported} trouble={viewer.trouble.value} />
        <div class="list" role="tabpanel">
          <List history={history} selection={selection} />
          <Empty history={history} site={site} view={view} counts={counts} />
        </div>
        {selection.opened.value && <Opened history={history} selection={selection} close={close} />}
      </main>
    </div>
  );
}

function List({ history, selection }: { readonly history: History; readonly selection: Selection }) {
  switch (selection.view.value) {
    case 'records':
      return (
        <Table
          history={history}
          selected={selection.record.value}
          select={(record) => {
            selection.record.value = record;
          }}
          open={() => {
            selection.opened.value = true;
          }}
        />
      );
    case 'findings':
      return <Findings history={history} selection={selection} />;
    case 'contexts':
      return <Contexts history={history} selection={selection} />;
    case 'latencies':
      return <Latencies history={history} />;
  }
}

/** The details of what is selected. */
function Opened({
  history,
  selection,
  close,
}: {
  readonly history: History;
  readonly selection: Selection;
  readonly close: () => void;
}) {
  // A finding and a context are other objects with each change.
  void history.version.value;
  switch (selection.view.value) {
    case 'records': {
      const record = selection.record.value;
      return record ? (
        <Details key={nameOf(record)} record={record} history={history} selection={selection} close={close} />
      ) : null;
    }
    case 'findings': {
      const finding = history.analysis.findings().find(({ id }) => id === selection.finding.value);
      return finding ? (
        <FindingDetails finding={finding} history={history} selection={selection} close={close} />
      ) : null;
    }
    case 'contexts': {
      const info = history.analysis.correlator
        .contexts()
        .find(({ context }) => context.id === selection.context.value);
      return info ? <ContextDetails info={info} history={history} close={close} /> : null;
    }
    case 'latencies':
      return null;
  }
}

function focusTable(within: HTMLElement | null): void {
  within?.querySelector<HTMLElement>('.table')?.focus();
}
