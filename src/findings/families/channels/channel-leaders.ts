import type { Preview } from '../../../record/preview';
import type { Send } from '../../../record/record';
import { ref, tab, type Detector, type World } from '../../asking/detector';
import { channelName } from '../../asking/names';
import { createRecent } from '../../asking/recent';
import { createSampling } from '../../asking/sampling';

type Sent = Send & { readonly context: string; readonly seq: number };

/** A message that says who leads. */
interface Said {
  readonly send: Sent;
  /** Whom it names, where it names somebody. */
  readonly leader: string | null;
}

/** Claims of one matter follow each other within so many milliseconds. */
const near = 30_000;
/** So often one of two spoke after the other: a leader that hands over does so once. */
const manyTurns = 4;
const looksASecond = 20;
const longestWord = 40;

const leads = /leader(?!board)|master|primary|coordinator/i;
/** What followers say, and who stops to lead. */
const asks =
  /request|\bask|query|who\b|whois|apply|appl|elect|candidat|vote|resign|releas|lost|gone|\bleft|close|leav|find|\bget|need|bye|abdic|step|death|\bdie|search|discover|\?/i;
const namesLeader = /^(leader|master|primary|coordinator)(id|_id|tab|tabid)?$/i;
const saysSo = /^is_?(leader|master|primary)$/i;

/** Two tabs that both say on a BroadcastChannel that they lead: R4. */
export function create(world: World): Detector {
  const claims = createRecent<Said>(20);
  const sampling = createSampling(looksASecond);

  function claimed(said: Said): void {
    const { send } = said;
    const { name } = send.channel;
    claims.add(name, said);
    const lately = claims.of(name).filter((one) => send.time - one.send.time < near);
    const rival = lately.findLast((one) => one.send.context !== send.context && !agrees(one, said));
    if (!rival || turnsOf(lately, send.context, rival.send.context) < manyTurns) return;
    world.report({
      code: 'R4',
      subject: `channel ${name}`,
      channel: send.channel,
      values: [channelName(send.channel), tab(rival.send.context), tab(send.context)],
      contexts: [rival.send.context, send.context],
      evidence: [ref(rival.send), ref(send)],
      time: send.time,
      severity: 'warning',
    });
  }

  return (record) => {
    if (record.type !== 'send' || record.channel.kind !== 'broadcast-channel') return;
    if (record.error || record.brief || !sampling.allows(record.channel.name, record.time)) return;
    const leader = leaderIn(record.data);
    if (leader !== undefined) claimed({ send: record, leader });
  };
}

/** How often the one of the two spoke after the other. */
function turnsOf(said: readonly Said[], a: string, b: string): number {
  const by = said.map(({ send }) => send.context).filter((context) => context === a || context === b);
  return by.filter((context, at) => at > 0 && context !== by[at - 1]).length;
}

function agrees(a: Said, b: Said): boolean {
  return a.leader !== null && a.leader === b.leader;
}

/**
 * Whom a message names as the leader; null: its sender, as its words say; undefined: it is no such message.
 */
function leaderIn(data: Preview): string | null | undefined {
  if (typeof data !== 'object' || data?.t !== 'object') return undefined;
  const words: string[] = [];
  let leader: string | null = null;
  let isSaid = false;
  for (const [at, key] of data.k.entries()) {
    const value = data.v[at];
    if (saysSo.test(key)) {
      if (value !== true) return undefined;
      isSaid = true;
    } else if (namesLeader.test(key)) {
      if (typeof value !== 'string' && typeof value !== 'number') return undefined;
      leader = String(value);
      isSaid = true;
    } else if (typeof value === 'string' && value.length <= longestWord && !/\d/.test(value))
      words.push(value);
  }
  // An id without a digit is no word that asks.
  if (words.some((word) => asks.test(word.replace(/[_-]/g, ' ')))) return undefined;
  return isSaid || words.some((word) => leads.test(word)) ? leader : undefined;
}
