import { actionOf, directionOf } from '../../shown/columns';
import { cookieWriter } from '../../causes/cookie-writer';
import { chainOf } from '../../causes/chain';
import { foldChain } from '../../causes/fold-chain';
import { nameOf } from '../../record/record-name';
import type { Exchange, RecordRef } from '../../exchange/types';
import { isConnection, sameFrame } from '../../presence/holders';
import type { Record } from '../../record/record';
import { contentOf } from '../../shown/content';
import { subjectOf } from '../../shown/subject';
import { marksOf, type Known } from '../known';
import type { Rows } from './rows';
import { placeAt } from './senders';
import type { Chain, ChainStep, Details } from './details-types';

const limits = { depth: 50, steps: 200 };
/** Milliseconds around a record in which equal frames, or a cookie's write, are looked for. */
const nearby = 2_500;

/**
 * Everything that is known of a record. `near`: records of all documents within some milliseconds of a time.
 */
export function detailsOf(
  record: Record,
  known: Known,
  rows: Rows,
  near: (time: number, within: number) => readonly Record[],
): Details {
  const { lines, names } = known;
  const exchange = known.exchanges().of(record) ?? null;
  const head = lines.headOf(record) ?? record;
  const life = lines.life(record);
  const holders = life && record.channel.kind !== 'cookie' ? lines.holdersAt(record) : null;
  const around = near(record.time, nearby);
  const got = exchange?.deliveries.flatMap((one) => one.record ?? []) ?? [];
  const sent = exchange?.send ?? (head === record ? null : refOf(head));
  const writer = cookieWriter(around, record);
  return {
    record,
    context: names.context(record.context) ?? null,
    exchange: exchange && plainExchange(exchange),
    deliveries: rows.deliveries(head, 1),
    records: life ? life.records.map(refOf) : [...(sent ? [sent] : []), ...got],
    chain: chainShown(record, known),
    findings: head === record ? known.findingsOfRow(record) : known.findingsOf(record),
    answers: exchange?.answers ?? [],
    answerTo: exchange?.answerTo ?? null,
    cookieWriter: writer && writer !== record ? refOf(writer) : null,
    holding: holders?.holding ?? [],
    waiting: holders?.waiting ?? [],
    sameFrame: isConnection(record.channel) ? sameFrame(around, record).map(refOf) : [],
  };
}

/** Without getters: as it passes through postMessage. */
export function plainExchange(exchange: Exchange): Exchange {
  return { ...exchange, deliveries: exchange.deliveries.map((one) => ({ ...one })) };
}

function chainShown(asked: Record, known: Known): Chain {
  const correlator = known.exchanges();
  const chain = chainOf(correlator, refOf(asked), limits);
  const steps = foldChain(correlator, chain).flatMap((step): ChainStep[] => {
    const record = correlator.record(step.record);
    if (!record) return [];
    const head = known.lines.headOf(record);
    return [
      {
        record: refOf(record),
        exchange: head ? nameOf(head) : null,
        time: record.time,
        offset: record.time - asked.time,
        depth: step.depth,
        confidence: step.confidence,
        asked: step.asked,
        repeated: step.repeated,
        quiet: step.quiet,
        context: record.context,
        place: record.type === 'send' || record.type === 'receive' ? placeAt(record) : null,
        channel: record.channel,
        subject: subjectOf(record),
        action: actionOf(record),
        direction: directionOf(record),
        content: contentOf(record),
        marks: marksOf(known.findingsOf(record)),
      },
    ];
  });
  return { steps, cutBefore: chain.cutBefore, cutAfter: chain.cutAfter };
}

function refOf({ context, seq }: RecordRef): RecordRef {
  return { context, seq };
}
