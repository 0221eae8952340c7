import { actionOf, changesNothing, directionOf } from '../../shown/columns';
import { isFailed } from '../../exchange/failed';
import { nameOf } from '../../record/record-name';
import type { Delivery, Exchange, MeasuredLatency, Verdict } from '../../exchange/types';
import type { Finding } from '../../findings/types';
import { endOf } from '../../presence/contexts';
import type { Record } from '../../record/record';
import { contentOf } from '../../shown/content';
import { lifeContent } from '../../shown/life-content';
import { sizeOf } from '../../shown/size';
import { subjectOf } from '../../shown/subject';
import type { Unit } from '../lists/folding';
import { hasProblem, isProblem, marksOf, type Known } from '../known';
import type { Life } from './lives';
import { placeAt, senderOf } from './senders';
import type { DeliveryRow, EventRow, ExchangeRow, PresenceRow, Reached, Slowest } from './row-types';

/**
 * What tells most of a tab comes first: of several documents in one tab only the first of these is in a row.
 */
const telling: readonly Verdict[] = [
  'handler-threw',
  'arrived',
  'frozen',
  'nobody-listening',
  'other-partition',
  'waiting',
  'unknown',
  'opened-later',
  'closed-before',
];
/** Ids and members of a fold that are looked at. */
const most = { ids: 1_000, members: 100 };

/** Makes rows of records, one at a time: only those that are seen are made. */
export interface Rows {
  exchange(head: Record, shown: { readonly depth: number; readonly expanded: boolean }): ExchangeRow;
  fold(unit: Unit, expanded: boolean): ExchangeRow;
  presence(record: Record): PresenceRow;
  event(record: Record): EventRow;
  /** What each document got of it: the rows below it. */
  deliveries(head: Record, depth: number): DeliveryRow[];
  /** How many those are. */
  deliveryCount(head: Record): number;
}

export function createRows(known: Known): Rows {
  const { lines, names } = known;

  function deliveriesOf(head: Record): readonly Delivery[] {
    const life = lines.life(head);
    if (life) return seenBy(life);
    const exchange = known.exchanges().of(head);
    const isSender = (context: string): boolean => exchange?.send?.context === context;
    return (exchange?.deliveries ?? []).filter(
      ({ context, verdict }) => verdict !== 'not-applicable' || !isSender(context),
    );
  }

  function exchangeRow(head: Record, { depth, expanded }: { depth: number; expanded: boolean }): ExchangeRow {
    const { exchange, life, told } = toldOf(head);
    const deliveries = deliveriesOf(head);
    const sender = senderOf(head, exchange);
    return {
      row: 'exchange',
      id: nameOf(head),
      time: head.time,
      record: { context: head.context, seq: head.seq },
      depth,
      ...sender,
      channel: head.channel,
      subject: subjectOf(head),
      action: actionOf(head),
      content: told?.content ?? contentOf(head, exchange !== undefined && changesNothing(head)),
      size: sizeOf(head),
      reached: reachedOf(head, exchange, deliveries),
      reachedNote: told?.note ?? null,
      slowest: told ? waitedText(told.waited) : slowestOf(head, exchange),
      marks: marksOf(known.findingsOfRow(head)),
      problem: isProblem(head, known),
      failed: life ? life.records.some(isFailed) : isFailed(head),
      fold: null,
      expandable: deliveries.length > 0,
      expanded,
    };
  }

  function toldOf(head: Record) {
    const life = lines.life(head);
    return {
      life,
      exchange: life ? undefined : known.exchanges().of(head),
      told: life && lifeContent(life.records, lines.holdersAt),
    };
  }

  /** By tab, in the order of their letters. */
  function reachedOf(
    head: Record,
    exchange: Exchange | undefined,
    deliveries: readonly Delivery[],
  ): Reached[] {
    const place = head.type === 'send' && !isFailed(head) ? placeAt(head) : null;
    if (place !== null) return [{ who: { place }, verdict: 'sent' }];
    const byTab = new Map<string, Delivery>();
    const [writer, ...others] = exchange?.writers ?? [head.context];
    const sender = writer !== undefined && others.length === 0 ? names.of(writer).letter : '';
    for (const delivery of deliveries) {
      if (delivery.verdict === 'not-applicable' || delivery.verdict === 'closed-before') continue;
      const { letter } = names.of(delivery.context);
      if (letter === sender && !delivery.record) continue;
      const before = byTab.get(letter);
      if (!before || telling.indexOf(delivery.verdict) < telling.indexOf(before.verdict))
        byTab.set(letter, delivery);
    }
    return [...byTab]
      .sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
      .map(([, { context, verdict }]) => ({ who: { context }, verdict }));
  }

  function slowestOf(head: Record, exchange: Exchange | undefined): Slowest | null {
    if (!exchange) return null;
    const reply = head.type === 'send' && placeAt(head) !== null ? replyTo(head, exchange) : null;
    if (reply) return { ...reply, isReply: true };
    let slowest: MeasuredLatency | null = null;
    for (const { latency } of exchange.deliveries)
      if (latency && latency.milliseconds > (slowest?.milliseconds ?? -1)) slowest = latency;
    return slowest && { ...slowest, isReply: false };
  }

  function replyTo(head: Record, exchange: Exchange): MeasuredLatency | null {
    const [first] = exchange.answers;
    const answer = first === undefined ? undefined : known.exchanges().get(first);
    const receives = answer?.deliveries ?? [];
    const own = receives.find(({ context }) => context === head.context) ?? receives[0];
    const record = own?.record && known.exchanges().record(own.record);
    return record ? known.exchanges().known.latency(head, record) : null;
  }

  function deliveryRow(head: Record, delivery: Delivery, depth: number): DeliveryRow {
    const { context, verdict, latency, thrown, outcome } = delivery;
    const got = delivery.record && known.exchanges().record(delivery.record);
    return {
      row: 'delivery',
      id: `${nameOf(head)}>${context}`,
      exchange: nameOf(head),
      time: got?.time ?? head.time,
      record: delivery.record ?? { context: head.context, seq: head.seq },
      depth,
      who: { context },
      verdict,
      since: sinceWhen(delivery, head),
      latency: latency ?? null,
      deeds: outcome?.deeds ?? [],
      moreDeeds: outcome?.more ?? 0,
      ranFor: outcome?.ranFor ?? null,
      threw: thrown ?? null,
      marks: got ? marksOf(known.findingsOf(got)) : [],
    };
  }

  /** Since when a document could not hear. */
  function sinceWhen({ context, verdict }: Delivery, { time, channel }: Record): number | null {
    const of = known.exchanges().known.get(context);
    if (!of) return null;
    switch (verdict) {
      case 'frozen':
        return finite(of.state.changedAt(time));
      case 'nobody-listening': {
        if (channel.kind !== 'local-storage' && channel.kind !== 'session-storage') return null;
        const since = finite(of.storageListeners.changedAt(time));
        return since !== null && since > of.created ? since : null;
      }
      case 'closed-before':
        return endOf(of);
      case 'opened-later':
        return finite(of.created);
      default:
        return null;
    }
  }

  return {
    exchange: exchangeRow,
    fold(unit, expanded) {
      const members = unit.members ?? [unit.head];
      const shown = unit.kind === 'reconnects' ? (members.at(-1) ?? unit.head) : unit.head;
      const rows = members
        .slice(-most.members)
        .map((head) => exchangeRow(head, { depth: 0, expanded: false }));
      const row = exchangeRow(unit.head, { depth: 0, expanded });
      const { content, reachedNote } = exchangeRow(shown, { depth: 0, expanded });
      return {
        ...row,
        id: `${row.id}*`,
        content,
        reachedNote,
        size: members.reduce((sum, head) => sum + (sizeOf(head) ?? 0), 0) || row.size,
        slowest: rows.reduce<Slowest | null>(slower, null),
        marks: marksOf(inOrder(members.slice(0, most.ids).flatMap(known.findingsOfRow))),
        problem: members.some((head) => isProblem(head, known)),
        failed: rows.some(({ failed }) => failed),
        expandable: true,
        fold: {
          kind: unit.kind,
          count: members.length,
          until: (members.at(-1) ?? unit.head).time,
          ids: members.slice(0, most.ids).map(nameOf),
        },
      };
    },
    presence(record) {
      const info = lines.presence(record);
      return {
        row: 'presence',
        id: `!${nameOf(record)}`,
        time: record.time,
        record: { context: record.context, seq: record.seq },
        depth: 0,
        context: record.context,
        what: info?.what ?? 'opened',
        channel: info?.channel ?? null,
        after: info?.after ?? null,
        count: info?.count ?? null,
      };
    },
    event(record) {
      const exchange = known.exchanges().of(record);
      const isSent = directionOf(record) === 'out';
      const head = lines.headOf(record);
      const findings = known.findingsOf(record);
      return {
        row: 'event',
        id: nameOf(record),
        time: record.time,
        record: { context: record.context, seq: record.seq },
        depth: 0,
        context: record.context,
        type: record.type,
        channel: record.channel,
        subject: subjectOf(record),
        action: actionOf(record),
        direction: directionOf(record),
        content: contentOf(record, exchange !== undefined && changesNothing(record)),
        size: sizeOf(record),
        reached: isSent ? reachedOf(record, exchange, head === record ? deliveriesOf(record) : []) : [],
        ...senderOf(record, exchange),
        exchange: head && !lines.presence(head) ? nameOf(head) : null,
        slowest: isSent ? slowestOf(record, exchange) : null,
        marks: marksOf(findings),
        problem: isFailed(record) || hasProblem(findings),
        failed: isFailed(record),
      };
    },
    deliveries: (head, depth) => deliveriesOf(head).map((delivery) => deliveryRow(head, delivery, depth)),
    deliveryCount: (head) => deliveriesOf(head).length,
  };
}

/** Documents that saw a cookie change. */
function seenBy({ head, records }: Life): Delivery[] {
  if (head.channel.kind !== 'cookie') return [];
  return records
    .filter((record) => record.type === 'state' && record.state !== 'written')
    .map(({ context, seq }) => ({ context, verdict: 'arrived', record: { context, seq } }));
}

function waitedText(waited: number | null): Slowest | null {
  return waited === null
    ? null
    : { milliseconds: waited, resolution: 0.1, approximate: false, isReply: false };
}

function slower(slowest: Slowest | null, row: ExchangeRow): Slowest | null {
  if (!row.slowest || row.slowest.milliseconds <= (slowest?.milliseconds ?? -1)) return slowest;
  return row.slowest;
}

/** The most severe first. */
function inOrder(findings: readonly Finding[]): Finding[] {
  const ranks = { error: 0, warning: 1, info: 2 };
  return [...findings].sort((a, b) => ranks[a.severity] - ranks[b.severity]);
}

function finite(time: number): number | null {
  return Number.isFinite(time) ? time : null;
}
