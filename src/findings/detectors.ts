import type { Contexts } from '../presence/contexts';
import type { Exchanges } from '../exchange/correlate';
import type { Delivery } from '../exchange/types';
import type { Record } from '../record/record';
import { createAgenda } from './asking/agenda';
import type { World } from './asking/detector';
import { families } from './families';
import { seenAheadMs } from '../time-windows';

/** All detectors over one stream of records. */
export interface Detectors {
  see(record: Record): void;
  /**
   * All records up to that time have been seen: calls what is due, no more than `most`, and says how many
   * that were.
   */
  pass(time: number, most?: number): number;
}

/** What detectors get beside the exchanges. */
export interface Outside extends Pick<World, 'neighbours' | 'reached' | 'report' | 'claim'> {
  /** As of the record that detectors see. */
  readonly contexts: Contexts;
}

export function createDetectors(exchanges: Exchanges, outside: Outside): Detectors {
  let now = -Infinity;
  const agenda = createAgenda((time) => {
    now = time;
  });

  /** What is later is not known in every viewer yet. */
  function asOf(): number {
    return now + seenAheadMs;
  }

  function isKnownNow({ time }: Record): boolean {
    return time <= asOf();
  }

  function knownNow(records: readonly Record[]): readonly Record[] {
    return records.every(isKnownNow) ? records : records.filter(isKnownNow);
  }

  function deliveryNow(delivery: Delivery): Delivery {
    const got = delivery.record && exchanges.record(delivery.record);
    if (!got || isKnownNow(got)) return delivery;
    const { context, verdict } = delivery;
    return { context, verdict: verdict === 'frozen' ? verdict : 'unknown' };
  }

  const world: World = {
    ...outside,
    exchangeOf(record) {
      const exchange = exchanges.of(record, asOf());
      if (!exchange) return undefined;
      const deliveries = exchange.deliveries.map(deliveryNow);
      // Copied only where it differs: its getters look through a channel.
      return deliveries.every((one, at) => one === exchange.deliveries[at])
        ? exchange
        : { ...exchange, deliveries };
    },
    sentOf: (sink) => exchanges.sentOf(sink, asOf()),
    arrivalsOf: (source) => exchanges.arrivalsOf(source, asOf()),
    thrownBy(event) {
      const thrown = exchanges.causeIndex.thrownBy(event);
      return thrown && isKnownNow(thrown) ? thrown : undefined;
    },
    causeOf(record) {
      const link = exchanges.causeIndex.eventOf(record);
      return link?.confidence === 'certain' ? exchanges.record(link.record) : undefined;
    },
    likelyCauseOf(record) {
      const link = exchanges.causeIndex.eventOf(record);
      return link ? exchanges.record(link.record) : undefined;
    },
    madeBy: (event) => knownNow(exchanges.causeIndex.during(event)),
    doneAfter: (event) => knownNow(exchanges.causeIndex.madeBy(event).map(({ record }) => record)),
    when: agenda.add,
  };
  const detectors = families.flatMap(({ create }) => create?.(world) ?? []);

  return {
    see(record) {
      now = record.time;
      for (const detect of detectors) detect(record);
    },
    pass: agenda.pass,
  };
}
