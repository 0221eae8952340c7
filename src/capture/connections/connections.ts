import type { ContextState } from '../../exchange/types';
import { keyOf } from '../../presence/channel-objects';
import { endOf, isOver, listenersAt, type Contexts, type KnownContext } from '../../presence/contexts';
import { readFilter } from '../../filter/filter';
import type { Finding } from '../../findings/types';
import type { Preview } from '../../record/preview';
import { textField } from '../../record/preview-field';
import type { ChannelKind, Record } from '../../record/record';
import { marksOf, type Known } from '../known';
import type { Mark } from '../rows/row-types';
import { objectsAt, trafficOf, type ObjectAt } from './objects';
import type {
  Board,
  ChannelBoard,
  ConnectionsAnswer,
  ConnectionsQuestion,
  DatabaseBoard,
  DocumentBoard,
  LockBoard,
  Member,
  ServiceBoard,
  SocketBoard,
} from './types';

/** A row, whether it is open at that instant, and what it is found by. */
interface Placed<Row> {
  readonly row: Row;
  readonly isOpen: boolean;
  readonly texts: readonly string[];
}

/** More rows of a board are only counted. */
const mostRows = 200;

/** `records`: all that are held, in the order of their times. */
export function connectionsOf(
  question: ConnectionsQuestion,
  known: Known,
  records: readonly Record[],
  findings: readonly Finding[],
): Omit<ConnectionsAnswer, 'version'> {
  const { known: contexts } = known.exchanges();
  const at = question.at ?? nowOf(records, contexts);
  const objects = at === null ? [] : objectsAt(contexts, records, at);
  const byKind = groupByKind(objects);
  const told = findings.filter(({ first }) => at !== null && first <= at);
  const { filter } = readFilter(question.find);
  let closed = 0;
  let all = 0;

  function tabText(context: string): string {
    const { letter, title } = known.names.of(context);
    return `${letter} ${title}`;
  }

  /** The rows that are to be seen, those that are open first. */
  function board<Row>(rows: readonly Placed<Row>[]): Board<Row> {
    closed += rows.filter(({ isOpen }) => !isOpen).length;
    const kept = rows.filter(({ isOpen }) => isOpen || question.closed);
    all += kept.length;
    const found = kept
      .filter(({ texts }) => filter?.text(texts.join('\n')) ?? true)
      .sort((a, b) => Number(b.isOpen) - Number(a.isOpen))
      .map(({ row }) => row);
    return { total: found.length, rows: found.slice(0, mostRows) };
  }

  function foundOn(kind: ChannelKind, name: string, context?: string): Finding[] {
    return told.filter(
      (one) =>
        one.channel.kind === kind &&
        one.channel.name === name &&
        (context === undefined || one.contexts.includes(context)),
    );
  }

  function ofKind(kind: ChannelKind): ReadonlyMap<string, readonly ObjectAt[]> {
    return byKind.get(kind) ?? new Map();
  }

  function documents(time: number): Board<DocumentBoard> {
    const there = [...contexts.all()].filter(({ created }) => created <= time);
    const channels = openChannels(objects);
    return board(
      there
        .filter(({ context }) => context !== null)
        .map((of) => {
          const isOpen = !isOver(of, time);
          return {
            row: documentBoard(of, time, isOpen, channels.get(of.id)?.size ?? 0),
            isOpen,
            texts: [tabText(of.id), of.context?.url ?? ''],
          };
        }),
    );
  }

  function documentBoard(of: KnownContext, time: number, isOpen: boolean, channels: number): DocumentBoard {
    const state: ContextState = isOpen ? of.state.at(time) : 'gone';
    return {
      context: of.id,
      opened: finite(of.created),
      state,
      since: finite(isOpen ? Math.max(of.state.changedAt(time), of.created) : (endOf(of) ?? -Infinity)),
      storageListeners: isOpen ? listenersAt(of, time) : null,
      channels,
      marks: isOpen ? storageMarks(of.id) : [],
    };
  }

  /** What is said of a document that does not listen for storage events. */
  function storageMarks(context: string): Mark[] {
    return marksOf(told.filter(({ code, contexts: of }) => code === 'S10' && of.includes(context)));
  }

  function byName(kind: ChannelKind): Board<ChannelBoard> {
    const rows = [...ofKind(kind)].flatMap(([name, own]) => {
      const [first] = [...own].sort((a, b) => (a.opened ?? 0) - (b.opened ?? 0));
      if (!first) return [];
      const members = membersOf(own);
      const found = foundOn(kind, name);
      const row: ChannelBoard = {
        channel: first.channel,
        opened: first.opened,
        first: first.context,
        type: textField(first.options, 'type') ?? 'classic',
        members,
        lost: found.reduce((sum, { lost }) => sum + lost, 0),
        marks: marksOf(found),
        ...trafficOf(own),
      };
      const texts = [name, ...members.map(({ context }) => tabText(context))];
      return [{ row, isOpen: members.length > 0, texts }];
    });
    return board(rows);
  }

  function locks(): Board<LockBoard> {
    const rows = [...ofKind('web-lock')].flatMap(([name, requests]) =>
      requests.flatMap((request): Placed<LockBoard>[] => {
        const { context, closed: isClosed, state, since } = request;
        if (isClosed || (state !== 'granted' && state !== 'requested')) return [];
        const row = {
          name,
          context,
          state: state === 'granted' ? ('held' as const) : ('waiting' as const),
          since: since ?? 0,
          marks: marksOf(foundOn('web-lock', name, context)),
        };
        return [{ row, isOpen: true, texts: [name, tabText(context)] }];
      }),
    );
    const order = (one: LockBoard): number => (one.state === 'held' ? 0 : 1);
    return board(
      rows.sort(
        ({ row: a }, { row: b }) =>
          (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) || order(a) - order(b) || a.since - b.since,
      ),
    );
  }

  function sockets(): Board<SocketBoard> {
    const rows = (['websocket', 'event-source'] as const).flatMap((kind) =>
      [...ofKind(kind)].flatMap(([name, own]) =>
        own.map((one) => {
          const { context, channel, closed: isClosed, state, since } = one;
          const row: SocketBoard = {
            channel,
            context,
            state: isClosed ? 'closed' : state === 'connected' ? 'open' : 'connecting',
            since,
            marks: isClosed ? [] : marksOf(foundOn(kind, name, context)),
            ...trafficOf([one]),
          };
          return { row, isOpen: !isClosed, texts: [name, tabText(context)] };
        }),
      ),
    );
    return board(rows);
  }

  function services(): Board<ServiceBoard> {
    const latest = new Map<string, { detail: Preview | undefined; since: number }>();
    const controls = new Map<string, string[]>();
    for (const object of [...ofKind('service-worker').values()].flat()) {
      if (object.state !== 'registration' || object.closed) continue;
      const scope = textField(object.detail, 'scope') ?? '';
      const since = object.since ?? 0;
      if (since >= (latest.get(scope)?.since ?? -Infinity))
        latest.set(scope, { detail: object.detail, since });
      const of = controls.get(scope) ?? [];
      controls.set(scope, of);
      if (textField(object.detail, 'controller') !== undefined) of.push(object.context);
    }
    return board(
      [...latest].map(([scope, { detail }]) => {
        const active = textField(detail, 'active') ?? '';
        const row: ServiceBoard = {
          scope,
          active,
          waiting: textField(detail, 'waiting') ?? '',
          installing: textField(detail, 'installing') ?? '',
          controls: controls.get(scope) ?? [],
          marks: marksOf(foundOn('service-worker', active)),
        };
        return { row, isOpen: true, texts: [scope, active] };
      }),
    );
  }

  function databases(): Board<DatabaseBoard> {
    const rows = [...ofKind('indexed-db')].map(([name, requests]) => {
      const open = requests.filter((one) => !one.closed && one.state !== 'blocked' && one.state !== null);
      const waits = requests.find((one) => !one.closed && one.state === 'blocked');
      const versions = open.flatMap(({ detail }) => (typeof detail === 'number' ? [detail] : []));
      const row: DatabaseBoard = {
        name,
        members: [...new Set(open.map(({ context }) => context))],
        version: versions.length > 0 ? Math.max(...versions) : null,
        blocked: waits
          ? {
              context: waits.context,
              versions: typeof waits.detail === 'string' ? waits.detail : '',
              since: waits.since ?? 0,
            }
          : null,
        marks: marksOf(foundOn('indexed-db', name)),
      };
      const texts = [name, ...requests.map(({ context }) => tabText(context))];
      return { row, isOpen: open.length > 0 || waits !== undefined, texts };
    });
    return board(rows);
  }

  const none = { total: 0, rows: [] };
  const boards = {
    documents: at === null ? none : documents(at),
    workers: byName('shared-worker'),
    channels: byName('broadcast-channel'),
    ports: byName('message-port'),
    locks: locks(),
    sockets: sockets(),
    services: services(),
    databases: databases(),
  };
  return { at, closed, all, ...boards };
}

/** The latest that is known: of a tab that is closed there may be no record. */
function nowOf(records: readonly Record[], contexts: Contexts): number | null {
  const last = records.at(-1);
  if (!last) return null;
  let now = last.time;
  for (const of of contexts.all()) now = Math.max(now, endOf(of) ?? now);
  return now;
}

function groupByKind(objects: readonly ObjectAt[]): Map<ChannelKind, Map<string, ObjectAt[]>> {
  const kinds = new Map<ChannelKind, Map<string, ObjectAt[]>>();
  for (const object of objects) {
    const { kind, name } = object.channel;
    const names = kinds.get(kind) ?? new Map<string, ObjectAt[]>();
    kinds.set(kind, names);
    const same = names.get(name);
    if (same) same.push(object);
    else names.set(name, [object]);
  }
  return kinds;
}

/** Of each document; the objects that every page has are on none. */
function openChannels(objects: readonly ObjectAt[]): Map<string, Set<string>> {
  const channels = new Map<string, Set<string>>();
  for (const { context, channel, closed, object } of objects) {
    if (closed || object === 0) continue;
    channels.set(context, (channels.get(context) ?? new Set()).add(keyOf(channel)));
  }
  return channels;
}

/** A document is on a channel once, and listens where any of its objects does. */
function membersOf(objects: readonly ObjectAt[]): Member[] {
  const order: readonly Member['how'][] = ['deaf', 'unknown', 'asleep', 'listening'];
  const members = new Map<string, Member['how']>();
  for (const { context, closed, how, state } of objects) {
    if (closed || state === 'transferred') continue;
    const before = members.get(context);
    if (before === undefined || order.indexOf(how) > order.indexOf(before)) members.set(context, how);
  }
  return [...members].map(([context, how]) => ({ context, how }));
}

function finite(time: number): number | null {
  return Number.isFinite(time) ? time : null;
}
