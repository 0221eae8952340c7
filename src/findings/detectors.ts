import type { Exchanges } from '../exchange/correlate';
import type { Record } from '../record';
import { createAgenda } from './agenda';
import { detectBroadcast } from './broadcast';
import { detectCloning } from './cloning';
import type { MakeDetector, World } from './detector';
import { detectLate } from './late';
import { detectLocks } from './locks';
import { detectPingPong } from './ping-pong';
import { detectPorts } from './ports';
import { detectServiceWorker } from './service-worker';
import { detectSharedWorker } from './shared-worker';
import { detectSockets } from './sockets';
import { detectStorage } from './storage';
import { detectStorageHandlers } from './storage-handlers';
import { detectStorageReceivers } from './storage-receivers';
import { detectStorm } from './storm';
import { detectSuspended } from './suspended';
import { detectWriters } from './writers';

/** All detectors over one stream of records. */
export interface Detectors {
  see(record: Record): void;
  /** All records up to that time have been seen. */
  pass(time: number): void;
}

const families: readonly MakeDetector[] = [
  detectStorage,
  detectStorageReceivers,
  detectStorageHandlers,
  detectSuspended,
  detectBroadcast,
  detectCloning,
  detectLate,
  detectSharedWorker,
  detectPorts,
  detectServiceWorker,
  detectSockets,
  detectLocks,
  detectPingPong,
  detectStorm,
  detectWriters,
];

export function createDetectors(
  exchanges: Exchanges,
  outside: Pick<World, 'neighbours' | 'reached' | 'report'>,
): Detectors {
  const agenda = createAgenda();

  const world: World = {
    ...outside,
    contexts: exchanges.known,
    exchangeOf: exchanges.of,
    sentOf: exchanges.sentOf,
    arrivalsOf: exchanges.arrivalsOf,
    thrownBy: (event) => exchanges.causeIndex.thrownBy(event),
    causeOf(record) {
      const link = exchanges.causeIndex.eventOf(record);
      return link?.confidence === 'certain' ? exchanges.record(link.record) : undefined;
    },
    madeBy: (event) => exchanges.causeIndex.during(event),
    when: agenda.add,
  };
  const detectors = families.map((make) => make(world));

  return {
    see(record) {
      for (const detect of detectors) detect(record);
    },
    pass: agenda.pass,
  };
}
