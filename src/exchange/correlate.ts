import { changesNothing } from '../shown/columns';
import type { Record } from '../record/record';
import { isEvent } from '../record/stamp';
import { createAnswers, isAsked } from './pairing/answers';
import { acrossContexts, createCauseIndex, type CauseIndex, type Made } from '../causes/cause-index';
import { contextInfo } from '../presence/context-info';
import { createContexts, type Contexts } from '../presence/contexts';
import { deliveriesOf } from './deliveries';
import { none, type Building } from './pairing/group';
import { createGroups } from './pairing/groups';
import { createHeld } from '../record/held';
import { createLatencies, type Latencies } from './latencies';
import { nameOf, refOf } from '../record/record-name';
import { createRules, mayHaveWritten } from './pairing/rules';
import { signatureOf } from './pairing/signature';
import type { CauseLink, Correlator, Exchange, RecordRef } from './types';

/** A correlator with what the detectors of findings need of it beside. */
export interface Exchanges extends Correlator {
  readonly known: Contexts;
  /** Time of the latest record, or of the latest `advance`. */
  readonly now: () => number;
  /** A record whose exchange does not change any more, or hardly: its latency counts. */
  settled(record: Record): void;
  readonly causeIndex: CauseIndex;
  /**
   * The record that the exchange of a record has its id of: what sent it, else what came first; without the
   * rest.
   */
  headOf(ref: RecordRef): Record | undefined;
  /** The exchange of a record, if the records up to that time show that it is one. */
  of(ref: RecordRef, asOf?: number): Exchange | undefined;
  /**
   * What sent a storage event or a message, and whether that is certain, as the records up to that time show
   * it; without the rest of the exchange.
   */
  sentOf(sink: RecordRef, asOf: number): { readonly record: Record; readonly certain: boolean } | undefined;
  /** What a write or send certainly arrived as up to that time; without the rest of the exchange. */
  arrivalsOf(source: RecordRef, asOf: number): readonly Record[];
}

/** Records that are so much later than the others, in milliseconds, are no longer paired with them. */
const keepOpen = 30_000;
/**
 * Groups that are looked at whether they are older than that: for each record that comes, so that they become
 * no more, and each time beside.
 */
const closeAtOnce = { aRecord: 2, beside: 1_000 };

/** `moved` hears of a receive or storage event whose exchange is another one than before. */
export function createCorrelator(moved?: (record: Record) => void): Exchanges {
  const known = createContexts();
  const groups = createGroups(createRules(known), moved);
  const causes = createCauseIndex();
  const answers = createAnswers();
  let latencies = createLatencies();
  const held = createHeld();
  let latest = -Infinity;

  function add(record: Record): void {
    if (record.time > latest) latest = record.time;
    held.add(record);
    const from = known.add(record);
    causes.add(record);
    if (isAsked(record)) answers.add(record);
    const signature = signatureOf(record);
    if (!signature) return;
    const object =
      'object' in record ? known.objects.get(record.context, record.object, record.channel) : undefined;
    groups.add(record, signature, from, object ?? null);
  }

  function close(added: number): void {
    const most = closeAtOnce.aRecord * added + closeAtOnce.beside;
    groups.close(latest - keepOpen, known.somebodySleeps(), most);
  }

  function of(ref: RecordRef, asOf = Infinity): Exchange | undefined {
    const building = groups.of(ref);
    return building && isExchange(building, asOf) ? exchangeOf(building, ref) : undefined;
  }

  /**
   * As it is seen from one of its records: of a send that several tabs made alike, each is certainly its own
   * tab's.
   */
  function exchangeOf(building: Building, of: RecordRef): Exchange | undefined {
    const { source, unsureFrom, sinks } = building;
    const isOwn = source?.seq === of.seq && source.context === of.context;
    const rivals = isOwn ? null : building.rivals;
    const sent = source ?? sinks[0];
    if (!sent) return undefined;
    return {
      id: nameOf(sent),
      channel: sent.channel,
      send: source && !rivals ? { context: source.context, seq: source.seq } : null,
      time: sent.time,
      writers: rivals ? [...rivals.contexts] : source ? [source.context] : unseenWriters(building),
      certain: source ? isCertain(source, building) : unsureFrom === Infinity && isAsked(sent),
      deliveries: deliveriesOf(building, known, causes, latest),
      // Only when asked: a list shows rows by the frame, and these take looking through a channel.
      get answers() {
        return source && isAsked(source) ? answers.after(source, groups.of).flatMap(firstName) : [];
      },
      get answerTo() {
        return nameOrNull(answers.answered(building));
      },
    };
  }

  function unseenWriters({ sinks }: Building): string[] {
    const [first] = sinks;
    if (first?.type !== 'storage-event') return [];
    const receivers = new Set(sinks.map(({ context }) => context));
    const { time } = first;
    return known
      .between(time, time)
      .filter((of) => !receivers.has(of.id) && mayHaveWritten(of, first, known))
      .map(({ id }) => id);
  }

  /** Adds how long what arrived was under way. */
  function measure(record: Record, into: Latencies): void {
    if (record.type !== 'storage-event' && record.type !== 'receive') return;
    const building = groups.of(record);
    if (building && isAsked(record)) measureReply(record, building, into);
    if (!building?.source || building.unsureFrom < Infinity) return;
    const { source } = building;
    into.add(record.channel, source.context, record.context, known.latency(source, record));
  }

  /** What a worker sends to all is an answer to the one that asked. */
  function measureReply(record: Record, building: Building, into: Latencies): void {
    const send = answers.answered(building);
    if (send?.context === record.context) into.addReply(send, known.latency(send, record));
  }

  function forget(before: number): void {
    held.forget(before);
    groups.forget(before);
    causes.forget(before);
    answers.forget(before);
    known.forget(before);
  }

  return {
    known,
    now: () => latest,
    addContext: known.addContext,
    add(records) {
      for (const record of records) add(record);
      groups.settle(false, records.length, latest);
      close(records.length);
    },
    advance(now) {
      if (now > latest) latest = now;
      const more = groups.settle(true, 0, now);
      close(0);
      return more;
    },
    forget,
    clear() {
      forget(Infinity);
      latencies = createLatencies();
    },
    of,
    get: (id) => of(refOf(id)),
    record: held.get,
    causes(ref) {
      const record = held.get(ref);
      if (!record) return { causedBy: null, caused: [] };
      const { back, forth } = acrossContexts(record, of(ref), (id) => of(refOf(id)));
      return isEvent(record)
        ? { causedBy: back, caused: causes.madeBy(record).map(linkOf) }
        : { causedBy: causes.eventOf(record), caused: forth };
    },
    contexts: () => [...known.all()].flatMap((one) => contextInfo(one, known.objects)),
    latencies(records) {
      if (!records) return latencies.rows();
      const some = createLatencies();
      for (const record of records) measure(record, some);
      return some.rows();
    },
    causeIndex: causes,
    headOf(ref) {
      const building = groups.of(ref);
      return building && (building.source ?? building.sinks[0]);
    },
    sentOf(sink, asOf) {
      const building = groups.of(sink);
      if (!building?.source || (building.rivals && building.rivals.from <= asOf)) return undefined;
      if (!isExchange(building, asOf)) return undefined;
      return { record: building.source, certain: isCertain(building.source, building, asOf) };
    },
    arrivalsOf(source, asOf) {
      const building = groups.of(source);
      if (!building?.source || !isCertain(building.source, building, asOf)) return none;
      const { sinks } = building;
      return sinks.every(({ time }) => time <= asOf) ? sinks : sinks.filter(({ time }) => time <= asOf);
    },
    settled(record) {
      measure(record, latencies);
    },
  };
}

/** Not a write that changed nothing, and of which no event told otherwise by then. */
function isExchange({ source, sinks, unsureFrom }: Building, asOf: number): boolean {
  return source === null || !changesNothing(source) || (sinks.length > 0 && unsureFrom <= asOf);
}

/**
 * Which ports are the two ends of one no record tells: an end that is not followed, in a worker say, may have
 * sent the same.
 */
function isCertain({ channel }: Record, { unsureFrom }: Building, asOf = Infinity): boolean {
  return (unsureFrom === Infinity || unsureFrom > asOf) && channel.kind !== 'message-port';
}

function linkOf({ record: { context, seq }, confidence }: Made): CauseLink {
  return { record: { context, seq }, confidence };
}

/** The id of what a worker or a server sent. */
function firstName({ sinks }: Building): string[] {
  const [first] = sinks;
  return first ? [nameOf(first)] : [];
}

function nameOrNull(record: Record | null): string | null {
  return record && nameOf(record);
}
