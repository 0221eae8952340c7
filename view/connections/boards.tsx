import type { ComponentChildren } from 'preact';
import type {
  ChannelBoard,
  ConnectionsAnswer,
  DatabaseBoard,
  DocumentBoard,
  LockBoard,
  Member,
  ServiceBoard,
  SocketBoard,
} from '../../src/capture/connections/types';
import type { Mark } from '../../src/capture/types';
import { n, t } from '../browser/i18n';
import { pathOf } from '../parts/channel-name';
import { CodeMark } from '../parts/code-mark';
import { Icon, kindIcons, type IconName } from '../parts/icons';
import { useNow } from '../parts/now';
import { TabLetter, type LetterLook } from '../parts/tab-label';
import { PageText } from '../parts/text';
import { spanText } from '../parts/time';
import type { History } from '../state/history';
import type { NameOf } from '../state/names';
import type { Selection } from '../state/selection';
import { Bars } from './bars';
import type { BoardsState } from './boards-state';
import { Workers } from './workers';
import './connections.css';

interface Props {
  readonly history: History;
  readonly selection: Selection;
  readonly state: BoardsState;
  readonly nameOf: NameOf;
  readonly live: boolean;
}

/** What the parts of the board need of the whole. */
export interface Around {
  readonly nameOf: NameOf;
  /** Until when what lasts has lasted. */
  readonly until: number;
  /** The highest bar. */
  readonly most: number;
  /** Documents, of which those that are not on a channel are shown faintly; empty where they are too many. */
  readonly documents: readonly string[];
  openFinding(mark: Mark): void;
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
    openFinding({ code }) {
      const found = history.findings().find((one) => one.code === code);
      if (found) selection.showFinding(found);
    },
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
          <Channels board={answer.channels} around={around} title="boards_channels" icon="broadcast" />
          <Channels board={answer.ports} around={around} title="boards_ports" icon="port" />
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

/** A kind of channel, with how many there are; nothing where there are none. */
export function Section({
  icon,
  title,
  note,
  total,
  shown,
  children,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly note: string;
  readonly total: number;
  readonly shown: number;
  readonly children: ComponentChildren;
}) {
  if (total === 0) return null;
  return (
    <section class={`board board-${icon}`}>
      <h2>
        <span class={`k-${icon}`}>
          <Icon name={icon} />
        </span>{' '}
        {title} <span class="note">{note}</span>
      </h2>
      {children}
      {total > shown && <p class="more">{t('boards_more', n(total - shown))}</p>}
    </section>
  );
}

function Document({
  row,
  around,
  show,
}: {
  readonly row: DocumentBoard;
  readonly around: Around;
  readonly show: () => void;
}) {
  const { context, state, since, opened, storageListeners, channels, marks } = row;
  const name = around.nameOf(context);
  const isOpen = state !== 'gone';
  return (
    <li data-context={context} class={isOpen ? '' : 'closed'}>
      <button type="button" class="document" onClick={show}>
        <span class="line">
          <TabLetter name={name} look={lookOf(state)} />{' '}
          <b>
            <PageText text={name.title} />
          </b>{' '}
          <code>{pathOf(name.url)}</code>
          <span class="since">
            {isOpen && opened !== null && t('boards_open', spanText(around.until - opened))}
          </span>
        </span>
        <span class="line facts">
          <span>
            {t(`state_${state}`)}
            {state !== 'visible' && since !== null && ` ${spanText(around.until - since)}`}
          </span>
          {isOpen && storageListeners !== null && (
            <span class={storageListeners === 0 && marks.length > 0 ? 'bad' : ''}>
              {storageListeners === 1
                ? t('boards_listeners_one')
                : storageListeners === 0
                  ? t('boards_listeners_none')
                  : t('boards_listeners', n(storageListeners))}
            </span>
          )}
          {isOpen && <span>{channels === 1 ? t('boards_on_one') : t('boards_on', n(channels))}</span>}
        </span>
      </button>
      <Marks marks={marks} around={around} />
    </li>
  );
}

function lookOf(state: DocumentBoard['state']): LetterLook {
  switch (state) {
    case 'frozen':
    case 'bfcached':
    case 'discarded':
      return 'asleep';
    case 'gone':
      return 'absent';
    default:
      return 'filled';
  }
}

function Channels({
  board: { total, rows },
  around,
  title,
  icon,
}: {
  readonly board: ConnectionsAnswer['channels'];
  readonly around: Around;
  readonly title: 'boards_channels' | 'boards_ports';
  readonly icon: 'broadcast' | 'port';
}) {
  return (
    <Section icon={icon} title={t(title)} note={n(total)} total={total} shown={rows.length}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('boards_name')}</th>
            <th scope="col">{t(icon === 'port' ? 'boards_tabs' : 'boards_listening')}</th>
            <th scope="col" class="number">
              {t('boards_sent')}
            </th>
            <th scope="col" class="number">
              {t('boards_missed')}
            </th>
            <th scope="col">{t('boards_last')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.channel.name} class={row.members.length === 0 ? 'closed' : ''}>
              <td class="name">
                <Name text={row.channel.name} />
              </td>
              <td>
                <Members members={row.members} around={around} absent={icon === 'broadcast'} />
              </td>
              <td class="number">{countText(row.sent)}</td>
              <td class={`number${row.lost > 0 ? ' bad' : ''}`}>{countText(row.lost)}</td>
              <td>
                <Traffic row={row} around={around} icon={icon} />
              </td>
              <td class="marks">
                <Marks marks={row.marks} around={around} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** The last seconds as bars, or in words that nothing was ever sent. */
export function Traffic({
  row: { sent, received, bars },
  around,
  icon,
}: {
  readonly row: Pick<ChannelBoard, 'sent' | 'received' | 'bars'>;
  readonly around: Around;
  readonly icon: IconName;
}) {
  if (sent + received === 0) return <span class="quiet">{t('boards_silent')}</span>;
  const count = bars.reduce((sum, one) => sum + one, 0);
  return (
    <Bars bars={bars} most={around.most} kind={icon} label={t('boards_bars', n(count), n(bars.length))} />
  );
}

/** Letters of those on a channel, and faintly of the others. */
export function Members({
  members,
  around: { nameOf, documents },
  absent,
}: {
  readonly members: readonly Member[];
  readonly around: Around;
  readonly absent: boolean;
}) {
  const looks = { listening: 'filled', unknown: 'filled', deaf: 'deaf', asleep: 'asleep' } as const;
  const others = documents.filter((id) => absent && !members.some(({ context }) => context === id));
  const all = [
    ...members.map(({ context, how }) => ({ context, look: looks[how], note: t(`boards_${how}`) })),
    ...others.map((context) => ({ context, look: 'absent' as const, note: t('boards_absent') })),
  ].map((one) => ({ ...one, name: nameOf(one.context) }));
  all.sort((a, b) => a.name.letter.length - b.name.letter.length || (a.name.letter < b.name.letter ? -1 : 1));
  return (
    <span class="members">
      {all.map(({ context, look, note, name }) => (
        <TabLetter key={context} name={name} look={look} note={note} />
      ))}
    </span>
  );
}

function Locks({
  board: { total, rows },
  around,
}: {
  readonly board: ConnectionsAnswer['locks'];
  readonly around: Around;
}) {
  const held = rows.filter(({ state }) => state === 'held').length;
  const longest = rows.reduce((most, { since }) => Math.max(most, around.until - since), 1);
  return (
    <Section
      icon="lock"
      title={t('boards_locks')}
      note={t('boards_locks_note', n(held), n(rows.length - held))}
      total={total}
      shown={rows.length}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">{t('boards_name')}</th>
            <th scope="col">{t('column_tab')}</th>
            <th scope="col">{t('column_state')}</th>
            <th scope="col">{t('boards_for')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <LockRow
              key={`${row.name} ${row.context} ${row.since}`}
              row={row}
              isFirst={rows[index - 1]?.name !== row.name}
              longest={longest}
              around={around}
            />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function LockRow({
  row: { name, context, state, since, marks },
  isFirst,
  longest,
  around,
}: {
  readonly row: LockBoard;
  readonly isFirst: boolean;
  readonly longest: number;
  readonly around: Around;
}) {
  const lasted = Math.max(0, around.until - since);
  return (
    <tr class={isFirst ? '' : 'same'}>
      <td class="name">{isFirst && <Name text={name} />}</td>
      <td>
        <Tab context={context} around={around} />
      </td>
      <td class={state === 'held' ? '' : 'quiet'}>{t(`boards_${state}`)}</td>
      <td class="lasting">
        <span class={`bar ${state}`} style={{ width: `${Math.round((lasted / longest) * 100)}px` }} />{' '}
        {lasted < 60_000 ? t('boards_seconds', (lasted / 1_000).toFixed(1)) : spanText(lasted)}
      </td>
      <td class="marks">
        <Marks marks={marks} around={around} />
      </td>
    </tr>
  );
}

function Sockets({
  board: { total, rows },
  around,
}: {
  readonly board: ConnectionsAnswer['sockets'];
  readonly around: Around;
}) {
  return (
    <Section
      icon="websocket"
      title={t('boards_sockets')}
      note={t('boards_sockets_note', n(rows.filter(({ state }) => state === 'open').length))}
      total={total}
      shown={rows.length}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">URL</th>
            <th scope="col">{t('column_tab')}</th>
            <th scope="col">{t('column_state')}</th>
            <th scope="col" class="number">
              {t('boards_in_out')}
            </th>
            <th scope="col">{t('boards_last')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <SocketRow key={index} row={row} around={around} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function SocketRow({ row, around }: { readonly row: SocketBoard; readonly around: Around }) {
  const { channel, context, state, since, sent, received, marks } = row;
  const name = around.nameOf(context);
  return (
    <tr class={state === 'closed' ? 'closed' : ''}>
      <td class="name">
        <Name text={channel.name} />
      </td>
      <td>
        <TabLetter name={name} />
      </td>
      <td>
        {t(`boards_socket_${state}`)} {since !== null && spanText(around.until - since)}
      </td>
      <td class="number">{channel.kind === 'websocket' ? `${n(received)} / ${n(sent)}` : n(received)}</td>
      <td>
        <Traffic row={row} around={around} icon="websocket" />
      </td>
      <td class="marks">
        <Marks marks={marks} around={around} />
      </td>
    </tr>
  );
}

function Services({
  board: { total, rows },
  around,
}: {
  readonly board: ConnectionsAnswer['services'];
  readonly around: Around;
}) {
  return (
    <Section icon="sw" title={t('boards_services')} note={n(total)} total={total} shown={rows.length}>
      <table>
        <tbody>
          {rows.map((row) => (
            <ServiceRow key={row.scope} row={row} around={around} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function ServiceRow({ row, around }: { readonly row: ServiceBoard; readonly around: Around }) {
  const { scope, active, waiting, installing, controls, marks } = row;
  return (
    <tr>
      <td class="name">
        <Name text={pathOf(active || installing || waiting || scope)} />
      </td>
      <td>
        {active !== '' && `${t('boards_active')} `}
        {waiting !== '' && `${t('boards_new_waits')} `}
        {installing !== '' && t('boards_installing')}
      </td>
      <td>
        {t('boards_controls')}{' '}
        {controls.length === 0 ? (
          t('boards_nobody')
        ) : (
          <Members
            members={controls.map((context) => ({ context, how: 'listening' }))}
            around={around}
            absent={false}
          />
        )}
      </td>
      <td class="marks">
        <Marks marks={marks} around={around} />
      </td>
    </tr>
  );
}

function Databases({
  board: { total, rows },
  around,
}: {
  readonly board: ConnectionsAnswer['databases'];
  readonly around: Around;
}) {
  return (
    <Section
      icon={kindIcons['indexed-db']}
      title="IndexedDB"
      note={n(total)}
      total={total}
      shown={rows.length}
    >
      <table>
        <tbody>
          {rows.map((row) => (
            <DatabaseRow key={row.name} row={row} around={around} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function DatabaseRow({ row, around }: { readonly row: DatabaseBoard; readonly around: Around }) {
  const { name, members, version, blocked, marks } = row;
  return (
    <tr class={members.length === 0 && !blocked ? 'closed' : ''}>
      <td class="name">
        <Name text={name} />
      </td>
      <td>
        <Members
          members={members.map((context) => ({ context, how: 'listening' }))}
          around={around}
          absent={false}
        />
      </td>
      <td>
        {version !== null && t('boards_version', n(version))}
        {blocked && (
          <>
            {' '}
            <Tab context={blocked.context} around={around} />{' '}
            {t('boards_blocked', blocked.versions, spanText(around.until - blocked.since))}
          </>
        )}
      </td>
      <td class="marks">
        <Marks marks={marks} around={around} />
      </td>
    </tr>
  );
}

function Tab({ context, around }: { readonly context: string; readonly around: Around }) {
  const name = around.nameOf(context);
  return (
    <>
      <TabLetter name={name} /> <PageText text={name.title} />
    </>
  );
}

function Name({ text }: { readonly text: string }) {
  return (
    <code title={text}>
      <PageText text={text === '' ? '""' : text} />
    </code>
  );
}

/** Codes of findings, each the way to its finding. */
export function Marks({ marks, around }: { readonly marks: readonly Mark[]; readonly around: Around }) {
  return (
    <>
      {marks.map((mark) => (
        <button
          type="button"
          key={mark.code}
          class="to-finding"
          title={t('boards_open_finding', mark.code)}
          onClick={() => {
            around.openFinding(mark);
          }}
        >
          <CodeMark code={mark.code} severity={mark.severity} />
        </button>
      ))}
    </>
  );
}

function countText(count: number): string {
  return count === 0 ? '–' : n(count);
}
