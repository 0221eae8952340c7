import { useEffect, useRef, useState } from 'preact/hooks';
import type { Record } from '../src/record';
import type { Database, OriginRow } from '../store/database';
import { Details } from './details';
import type { History } from './history';
import { Empty, Notices } from './notices';
import { Origins } from './origins';
import type { Site } from './site';
import type { Stacks } from './stacks';
import { Table } from './table';
import { Toolbar } from './toolbar';

interface Props {
  readonly database: Database;
  readonly history: History;
  readonly site: Site;
  readonly origins: readonly OriginRow[];
  readonly choose: (origin: string) => void;
  readonly trouble: string;
  readonly stacks: Stacks;
}

/** All that a viewer shows of one origin, with the keys that work everywhere in it. */
export function Inspector({ database, history, site, origins, choose, trouble, stacks }: Props) {
  const [selected, select] = useState<Record | null>(null);
  const [opened, setOpened] = useState(false);
  const filterBox = useRef<HTMLInputElement>(null);
  const main = useRef<HTMLElement>(null);

  useEffect(() => {
    select(null);
    setOpened(false);
    focusTable(main.current);
  }, [history]);

  function close(): void {
    setOpened(false);
    focusTable(main.current);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const typing = event.target instanceof HTMLInputElement;
    if ((event.key === '/' && !typing) || (event.key === 'f' && (event.ctrlKey || event.metaKey))) {
      filterBox.current?.focus();
      filterBox.current?.select();
    } else if (event.key === 'Escape' && opened) close();
    else if (event.key === 'Escape' && typing && history.query.value !== '') history.filter('');
    else return;
    event.preventDefault();
  }

  void history.version.value;
  return (
    <div class="inspector" onKeyDown={onKeyDown}>
      <Origins origins={origins} current={history.origin} choose={choose} />
      <main ref={main}>
        <Toolbar history={history} site={site} database={database} stacks={stacks} filterBox={filterBox} />
        <Notices history={history} site={site} trouble={trouble} />
        <div class="list">
          <Table
            history={history}
            selected={selected}
            select={select}
            open={() => {
              setOpened(true);
            }}
          />
          <Empty history={history} site={site} />
        </div>
        {opened && selected && (
          <Details
            key={`${selected.context}/${selected.seq}`}
            record={selected}
            records={history.all()}
            tabs={history.tabs}
            exchange={history.analysis.correlator.of(selected)}
            close={close}
          />
        )}
      </main>
    </div>
  );
}

function focusTable(within: HTMLElement | null): void {
  within?.querySelector<HTMLElement>('.table')?.focus();
}
