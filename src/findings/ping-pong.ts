import { nameOf } from '../exchange/record-name';
import type { Record } from '../record';
import { ref, tab, type Detector, type World } from './detector';
import { channelName, keyName } from './names';

/** After so many times there and back it is no answer to a question any more. */
const manyRounds = 5;
/** Links of chains that are remembered. */
const maxLinks = 10_000;

interface Link {
  readonly record: Record;
  readonly rounds: number;
  /** When the chain began. */
  readonly began: number;
  readonly before: Link | null;
}

/** Messages whose handlers answer each other for ever: R1. Only certain causes count. */
export function detectPingPong(world: World): Detector {
  const links = new Map<string, Link>();

  return (record) => {
    if (record.type !== 'storage-write' && record.type !== 'send') return;
    const event = record.cause === undefined ? undefined : world.causeOf(record);
    const by = event && world.sentOf(event);
    if (!event || !by?.certain) return;
    const sent = by.record;
    const before = links.get(nameOf(sent)) ?? { record: sent, rounds: 0, began: sent.time, before: null };
    const isBack = before.before !== null && isAlike(before.before.record, record);
    const link: Link = { record, rounds: before.rounds + (isBack ? 1 : 0), began: before.began, before };
    links.set(nameOf(record), { ...link, before: { ...before, before: null } });
    if (links.size > maxLinks) links.delete(links.keys().next().value ?? '');
    if (link.rounds >= manyRounds) report(link, sent, event);
  };

  function report({ record, rounds, began }: Link, sent: Record, event: Record): void {
    const seconds = Math.max(0.001, (record.time - began) / 1000);
    const names = [...new Set([nameIn(sent), nameIn(record)])];
    world.report({
      code: 'R1',
      subject: [`${sent.context} ${nameIn(sent)}`, `${record.context} ${nameIn(record)}`].sort().join(' '),
      channel: record.channel,
      values: [
        names.join(', '),
        tab(sent.context),
        tab(record.context),
        rounds,
        Math.round(rounds / seconds),
      ],
      contexts: [sent.context, record.context],
      evidence: [ref(sent), ref(event), ref(record)],
      time: record.time,
      // The same chain goes on.
      count: rounds === manyRounds ? 1 : 0,
    });
  }
}

/** The same document says the same kind of thing again. */
function isAlike(a: Record, b: Record): boolean {
  return a.context === b.context && nameIn(a) === nameIn(b);
}

function nameIn(record: Record): string {
  return record.type === 'storage-write' ? keyName(record.key) : channelName(record.channel);
}
