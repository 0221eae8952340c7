import type { ConnectionsAnswer } from '../../src/capture/connections/types';
import { t } from '../browser/i18n';
import { useNow } from '../words/now';
import type { History } from '../state/history';
import type { NameOf } from '../state/names';
import type { Selection } from '../state/selection';
import type { Around } from './around';
import type { BoardsState } from './boards-state';
import { Document } from './documents';
import { BroadcastChannels, Databases, Locks, MessagePorts, Services, Sockets } from './tables';
import { Workers } from './workers';
import './connections.css';

interface Props {
  readonly history: History;
  readonly selection: Selection;
  readonly state: BoardsState;
  readonly nameOf: NameOf;
  readonly live: boolean;
}

/** More tabs are not shown beside a channel that they are not on. */
const mostAbsent = 8;

/** Who is connected to what: documents above, channels by kind below. */
export function Boards({ history, selection, state, nameOf, live }: Props) {
  const now = useNow();
  const { answer } = state;
  if (!answer || answer.at === null) return null;
  const tabs = answer.documents.rows.filter(({ state: of }) => of !== 'gone').map(({ context }) => context);
  const around: Around = {
    nameOf,
    until: live && state.at === null ? Math.max(now, answer.at) : answer.at,
    most: mostOf(answer),
    documents: tabs.length <= mostAbsent ? tabs : [],
    tabs: history.documents.value.tabs,
    findings: (history.findings() ?? []).map(({ finding }) => finding),
    openFinding: selection.showFinding,
  };
  return (
    <div class="boards" tabIndex={0} role="region" aria-label={t('view_boards')} data-at={answer.at}>
      <ul class="documents" aria-label={t('view_contexts')}>
        {answer.documents.rows.map((row) => (
          <Document
            key={row.context}
            row={row}
            around={around}
            show={() => {
              selection.showContext(row.context);
              selection.opened.value = true;
            }}
          />
        ))}
      </ul>
      <div class="columns">
        <div>
          <Workers board={answer.workers} around={around} />
          <BroadcastChannels board={answer.channels} around={around} />
          <MessagePorts board={answer.ports} around={around} />
        </div>
        <div>
          <Locks board={answer.locks} around={around} />
          <Sockets board={answer.sockets} around={around} />
          <Services board={answer.services} around={around} />
          <Databases board={answer.databases} around={around} />
        </div>
      </div>
    </div>
  );
}

function mostOf({ channels, workers, ports, sockets }: ConnectionsAnswer): number {
  const all = [...channels.rows, ...workers.rows, ...ports.rows, ...sockets.rows];
  return all.reduce((most, { bars }) => Math.max(most, ...bars), 1);
}
