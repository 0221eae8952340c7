import type { Holders } from '../presence/holders';
import type { Record } from '../record/record';
import { contentOf, quiet, said, spaced } from './content';
import type { Span } from './span';

/** What came of a lock's request, a connection, an upgrade or a cookie, in one line and one word. */
export interface LifeContent {
  readonly content: readonly Span[];
  /** granted, waiting, open …; null where badges say who saw it. */
  readonly note: Span | null;
  /** Milliseconds that it waited for what it got; null where it got nothing, or at once. */
  readonly waited: number | null;
}

type State = Record & { readonly type: 'state' };
type HoldersAt = (at: Record) => Holders;

/** `records`: of one life, in order. `holdersAt`: of the same lock or database. */
export function lifeContent(records: readonly Record[], holdersAt: HoldersAt): LifeContent {
  const told = toldOf(records, holdersAt);
  return { ...told, content: spaced(told.content) };
}

function toldOf(records: readonly Record[], holdersAt: HoldersAt): LifeContent {
  const [head] = records;
  switch (head?.channel.kind) {
    case 'web-lock':
      return lockContent(records, holdersAt);
    case 'indexed-db':
      return databaseContent(records, holdersAt);
    case 'cookie':
      return { content: cookieContent(records), note: null, waited: null };
    default:
      return socketContent(records);
  }
}

function lockContent(records: readonly Record[], holdersAt: HoldersAt): LifeContent {
  const requested = stateOf(records, 'requested');
  const granted = stateOf(records, 'granted');
  const end = stateOf(records, 'released') ?? records.find(({ type }) => type === 'close');
  const others = requested ? holdersOf(holdersAt, requested) : [];
  const waitedFor: Span[] = others.map((context) => ({ context }));
  if (stateOf(records, 'aborted'))
    return { content: [said('said_lock_aborted')], note: said('said_not_granted'), waited: null };
  if (stateOf(records, 'not-available'))
    return {
      content: [said('said_lock_not_available'), ...waitedFor],
      note: said('said_not_granted'),
      waited: null,
    };
  if (!granted)
    return {
      content:
        others.length > 0 ? [said('said_lock_waiting_for'), ...waitedFor] : [said('said_lock_waiting')],
      note: said('said_waiting'),
      waited: null,
    };
  const stole = granted.detail === 'steal';
  const content: Span[] = stole
    ? [said('said_lock_stole'), ...waitedFor]
    : others.length > 0
      ? [said('said_lock_waited_for'), ...waitedFor]
      : [];
  if (content.length > 0) content.push(said('said_lock_then'));
  if (end) content.push(said('said_lock_held'), { milliseconds: end.time - granted.time });
  else content.push(said('said_lock_holding'));
  const waited = requested && others.length > 0 && !stole ? granted.time - requested.time : null;
  return { content, note: said('said_granted'), waited };
}

function databaseContent(records: readonly Record[], holdersAt: HoldersAt): LifeContent {
  const blocked = stateOf(records, 'blocked');
  const connected = stateOf(records, 'connected');
  const closed = records.find(({ type }) => type === 'close');
  if (blocked) {
    const others = holdersOf(holdersAt, blocked);
    const deletes = typeof blocked.detail === 'string' && blocked.detail.endsWith('deleted');
    const versions = typeof blocked.detail === 'string' ? blocked.detail : '';
    const text = deletes
      ? said(others.length > 0 ? 'said_deletion_blocked_by' : 'said_deletion_blocked')
      : said(others.length > 0 ? 'said_upgrade_blocked_by' : 'said_upgrade_blocked', versions);
    return {
      content: [text, ...others.map((context) => ({ context }))],
      note: connected ? null : said('said_waiting'),
      waited: connected ? connected.time - blocked.time : null,
    };
  }
  const [head] = records;
  const content = closed ? contentOf(closed) : connected ? contentOf(connected) : head ? contentOf(head) : [];
  return { content, note: connected && !closed ? said('said_open') : null, waited: null };
}

function socketContent(records: readonly Record[]): LifeContent {
  const closed = records.findLast(({ type }) => type === 'close');
  const error = records.findLast(({ type }) => type === 'error');
  const last = closed ?? records.findLast(({ type }) => type !== 'error') ?? error;
  const connected = stateOf(records, 'connected');
  const isOpen = connected !== undefined && last === connected;
  const failed = !connected && (error !== undefined || closed !== undefined);
  const [head] = records;
  const since =
    closed && connected
      ? [...quiet(' · '), said('said_lasted'), { milliseconds: closed.time - connected.time }]
      : [];
  const threw = head?.type === 'open' && head.error;
  return {
    content: threw ? contentOf(head) : [...(last ? contentOf(last) : []), ...since],
    note: isOpen ? said('said_open') : failed ? said('said_failed') : null,
    waited: connected && head ? connected.time - head.time || null : null,
  };
}

function cookieContent(records: readonly Record[]): Span[] {
  const told = records.find((record) => record.type === 'state' && record.oldValue !== undefined);
  const shown = told ?? records[0];
  return shown ? contentOf(shown) : [];
}

function stateOf(records: readonly Record[], state: State['state']): State | undefined {
  return records.find((record): record is State => record.type === 'state' && record.state === state);
}

/** Other documents that held it then. */
function holdersOf(holdersAt: HoldersAt, at: Record): string[] {
  return holdersAt(at).holding.filter((context) => context !== at.context);
}
