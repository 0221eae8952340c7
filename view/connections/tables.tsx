import type {
  Board,
  ChannelBoard,
  DatabaseBoard,
  LockBoard,
  ServiceBoard,
  SocketBoard,
} from '../../src/capture/connections/types';
import { n, t } from '../browser/i18n';
import { pathOf } from '../../src/shown/url-names';
import { TabLetter } from '../parts/tab-label';
import { spanText } from '../words/time';
import type { Around } from './around';
import { TableBoard } from './board';
import { Members, Name, Tab, Traffic } from './cells';

interface Props<Row> {
  readonly board: Board<Row>;
  readonly around: Around;
}

export function BroadcastChannels(props: Props<ChannelBoard>) {
  return (
    <Channels {...props} icon="broadcast" title={t('boards_channels')} members={t('boards_listening')} />
  );
}

export function MessagePorts(props: Props<ChannelBoard>) {
  return <Channels {...props} icon="port" title={t('boards_ports')} members={t('boards_tabs')} />;
}

function Channels({
  board,
  around,
  icon,
  title,
  members,
}: Props<ChannelBoard> & {
  readonly icon: 'broadcast' | 'port';
  readonly title: string;
  readonly members: string;
}) {
  const { total } = board;
  return (
    <TableBoard
      icon={icon}
      title={title}
      note={n(total)}
      board={board}
      around={around}
      keyOf={({ channel }) => channel.name}
      look={(row) => (row.members.length === 0 ? 'closed' : '')}
      columns={[
        { title: t('boards_name'), class: 'name', cell: ({ channel }) => <Name text={channel.name} /> },
        {
          title: members,
          cell: (row) => <Members members={row.members} around={around} absent={icon === 'broadcast'} />,
        },
        { title: t('boards_sent'), class: 'number', cell: ({ sent }) => countText(sent) },
        {
          title: t('boards_missed'),
          class: 'number',
          cell: ({ lost }) => <span class={lost > 0 ? 'bad' : ''}>{countText(lost)}</span>,
        },
        { title: t('boards_last'), cell: (row) => <Traffic row={row} around={around} icon={icon} /> },
      ]}
    />
  );
}

export function Locks({ board, around }: Props<LockBoard>) {
  const { total, rows } = board;
  const held = rows.filter(({ state }) => state === 'held').length;
  const lasted = ({ since }: LockBoard): number => Math.max(0, around.until - since);
  const longest = rows.reduce((most, row) => Math.max(most, lasted(row)), 1);
  const isFirst = ({ name }: LockBoard, index: number): boolean => rows[index - 1]?.name !== name;
  return (
    <TableBoard
      icon="lock"
      title={t('boards_locks')}
      note={t('boards_locks_note', n(held), n(rows.length - held))}
      board={{ total, rows }}
      around={around}
      keyOf={({ name, context, since }) => `${name} ${context} ${since}`}
      look={(row, index) => (isFirst(row, index) ? '' : 'same')}
      columns={[
        {
          title: t('boards_name'),
          class: 'name',
          cell: (row, index) => isFirst(row, index) && <Name text={row.name} />,
        },
        { title: t('column_tab'), cell: ({ context }) => <Tab context={context} around={around} /> },
        {
          title: t('column_state'),
          cell: ({ state }) => <span class={state === 'held' ? '' : 'quiet'}>{t(`boards_${state}`)}</span>,
        },
        {
          title: t('boards_for'),
          class: 'lasting',
          cell: (row) => <Lasting state={row.state} lasted={lasted(row)} longest={longest} />,
        },
      ]}
    />
  );
}

function Lasting({
  state,
  lasted,
  longest,
}: {
  readonly state: LockBoard['state'];
  readonly lasted: number;
  readonly longest: number;
}) {
  return (
    <>
      <span class={`bar ${state}`} style={{ width: `${Math.round((lasted / longest) * 100)}px` }} />{' '}
      {lasted < 60_000 ? t('boards_seconds', (lasted / 1_000).toFixed(1)) : spanText(lasted)}
    </>
  );
}

export function Sockets({ board, around }: Props<SocketBoard>) {
  return (
    <TableBoard
      icon="websocket"
      title={t('boards_sockets')}
      note={t('boards_sockets_note', n(board.rows.filter(({ state }) => state === 'open').length))}
      board={board}
      around={around}
      keyOf={(_, index) => index}
      look={({ state }) => (state === 'closed' ? 'closed' : '')}
      columns={[
        { title: 'URL', class: 'name', cell: ({ channel }) => <Name text={channel.name} /> },
        { title: t('column_tab'), cell: ({ context }) => <TabLetter name={around.nameOf(context)} /> },
        {
          title: t('column_state'),
          cell: ({ state, since }) =>
            `${t(`boards_socket_${state}`)} ${since === null ? '' : spanText(around.until - since)}`,
        },
        {
          title: t('boards_in_out'),
          class: 'number',
          cell: ({ channel, sent, received }) =>
            channel.kind === 'websocket' ? `${n(received)} / ${n(sent)}` : n(received),
        },
        { title: t('boards_last'), cell: (row) => <Traffic row={row} around={around} icon="websocket" /> },
      ]}
    />
  );
}

export function Services({ board, around }: Props<ServiceBoard>) {
  return (
    <TableBoard
      icon="sw"
      title={t('boards_services')}
      note={n(board.total)}
      board={board}
      around={around}
      keyOf={({ scope }) => scope}
      look={() => ''}
      columns={[
        {
          title: '',
          class: 'name',
          cell: ({ scope, active, installing, waiting }) => (
            <Name text={pathOf(active || installing || waiting || scope)} />
          ),
        },
        {
          title: '',
          cell: ({ active, waiting, installing }) =>
            [
              active !== '' && t('boards_active'),
              waiting !== '' && t('boards_new_waits'),
              installing !== '' && t('boards_installing'),
            ]
              .filter(Boolean)
              .join(' '),
        },
        {
          title: '',
          cell: ({ controls }) => (
            <>
              {t('boards_controls')}{' '}
              {controls.length === 0 ? t('boards_nobody') : <Tabs contexts={controls} around={around} />}
            </>
          ),
        },
      ]}
    />
  );
}

export function Databases({ board, around }: Props<DatabaseBoard>) {
  return (
    <TableBoard
      icon="idb"
      title="IndexedDB"
      note={n(board.total)}
      board={board}
      around={around}
      keyOf={({ name }) => name}
      look={({ members, blocked }) => (members.length === 0 && !blocked ? 'closed' : '')}
      columns={[
        { title: '', class: 'name', cell: ({ name }) => <Name text={name} /> },
        { title: '', cell: ({ members }) => <Tabs contexts={members} around={around} /> },
        {
          title: '',
          cell: ({ version, blocked }) => (
            <>
              {version !== null && t('boards_version', n(version))}
              {blocked && (
                <>
                  {' '}
                  <Tab context={blocked.context} around={around} />{' '}
                  {t('boards_blocked', blocked.versions, spanText(around.until - blocked.since))}
                </>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

function Tabs({ contexts, around }: { readonly contexts: readonly string[]; readonly around: Around }) {
  const members = contexts.map((context) => ({ context, how: 'unknown' as const }));
  return <Members members={members} around={around} absent={false} />;
}

function countText(count: number): string {
  return count === 0 ? '–' : n(count);
}
