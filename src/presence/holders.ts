import { firstIndex } from '../record/held';
import { LimitedMap } from '../limited';
import type { Channel, Record } from '../record/record';
import { togetherMs } from '../time-windows';

/**
 * Who is on a channel at the time of one of its records: for a socket who is connected, for a lock who holds
 * it and who waits.
 */
export interface Holders {
  /** Ids of contexts, in the order in which they came. */
  readonly holding: readonly string[];
  readonly waiting: readonly string[];
}

/** Of more holders, and more that wait, only the latest are known: a page makes as many as it likes. */
const most = 100;
/** So many records are looked at again at most, to say who was there at any time. */
const every = 256;

/** Contexts by their objects. */
class Present extends LimitedMap<string, string> {
  constructor() {
    super(most);
  }
}

interface State {
  readonly holding: Present;
  readonly waiting: Present;
}

/** From the records of one channel, in the order of their times; more may be added to their end. */
export function createHolders(records: readonly Record[]): (at: Record) => Holders {
  /** As it was before every so many records. */
  const states: State[] = [];
  let state = copy();
  let reached = 0;

  function goTo(until: number): void {
    const near = Math.min(Math.floor(until / every), states.length - 1);
    if (until < reached || near * every > reached) {
      state = copy(states[near]);
      reached = Math.max(0, near * every);
    }
    for (; reached < until; reached += 1) {
      if (reached === states.length * every) states.push(copy(state));
      const record = records[reached];
      if (record) take(state, record);
    }
  }

  return ({ time }) => {
    goTo(firstIndex(records, (record) => record.time > time));
    const { holding, waiting } = state;
    return { holding: [...new Set(holding.values())], waiting: [...new Set(waiting.values())] };
  };
}

function copy(of?: State): State {
  const made = { holding: new Present(), waiting: new Present() };
  for (const [name, context] of of?.holding ?? []) made.holding.set(name, context);
  for (const [name, context] of of?.waiting ?? []) made.waiting.set(name, context);
  return made;
}

function take({ holding, waiting }: State, record: Record): void {
  if (record.type === 'lifecycle' && record.state === 'gone') {
    leave(holding, record.context);
    leave(waiting, record.context);
  }
  if (record.type === 'close') holding.delete(nameOf(record));
  if (record.type !== 'state') return;
  const name = nameOf(record);
  switch (record.state) {
    case 'requested':
      waiting.set(name, record.context);
      break;
    case 'granted':
      // A lock that was stolen is gone for everybody who held it.
      if (record.detail === 'steal') holding.clear();
      waiting.delete(name);
      holding.set(name, record.context);
      break;
    case 'connected':
      holding.set(name, record.context);
      break;
    case 'released':
    case 'connecting':
      holding.delete(name);
      break;
    case 'not-available':
    case 'aborted':
      waiting.delete(name);
      break;
    default:
  }
}

function nameOf(record: Record): string {
  return `${record.context}/${'object' in record ? record.object : ''}`;
}

function leave(from: Present, context: string): void {
  for (const [name, holder] of from) if (holder === context) from.delete(name);
}

/** What a server sends to each tab that is connected. */
export function isConnection({ kind }: Channel): boolean {
  return kind === 'websocket' || kind === 'event-source';
}

/** Receives of an equal frame on the same URL in other contexts: what the server told several tabs. */
export function sameFrame(records: readonly Record[], of: Record): Record[] {
  if (of.type !== 'receive' || !isConnection(of.channel)) return [];
  const data = JSON.stringify(of.data);
  return records.filter(
    (record) =>
      record.type === 'receive' &&
      record.context !== of.context &&
      record.channel.kind === of.channel.kind &&
      record.channel.name === of.channel.name &&
      record.size === of.size &&
      Math.abs(record.time - of.time) < togetherMs &&
      JSON.stringify(record.data) === data,
  );
}
