import type { MakeDetector } from './asking/detector';
import type { Codes } from './code';
import * as broadcast from './families/broadcast';
import * as channelLeaders from './families/channel-leaders';
import * as cloning from './families/cloning';
import * as cookieWrites from './families/cookie-writes';
import * as eventStreams from './families/event-streams';
import * as late from './families/late';
import * as firstWrites from './families/first-writes';
import * as lateLoops from './families/late-loops';
import * as lockWaits from './families/lock-waits';
import * as locks from './families/locks';
import * as missing from './families/missing';
import * as openers from './families/openers';
import * as openSockets from './families/open-sockets';
import * as pingPong from './families/ping-pong';
import * as ports from './families/ports';
import * as quietReceivers from './families/quiet-receivers';
import * as reloadLoops from './families/reload-loops';
import * as returns from './families/returns';
import * as serviceWorker from './families/service-worker';
import * as serviceWorkerLeaving from './families/service-worker-leaving';
import * as serviceWorkerWaiting from './families/service-worker-waiting';
import * as sessionCopies from './families/session-copies';
import * as shapes from './families/shapes';
import * as sharedWorker from './families/shared-worker';
import * as silentChannel from './families/silent-channel';
import * as similarKeys from './families/similar-keys';
import * as socketLoops from './families/socket-loops';
import * as socketRivals from './families/socket-rivals';
import * as sockets from './families/sockets';
import * as staleWrites from './families/stale-writes';
import * as storage from './families/storage';
import * as storageHandlers from './families/storage-handlers';
import * as storageLocks from './families/storage-locks';
import * as storageReceivers from './families/storage-receivers';
import * as storm from './families/storm';
import * as suspended from './families/suspended';
import * as unseenLoops from './families/unseen-loops';
import * as windowMessages from './families/window-messages';
import * as workerReloads from './families/worker-reloads';
import * as writers from './families/writers';

/** One file of families/. */
interface Family {
  /** None where it says what another family declares. */
  readonly codes?: Codes;
  /** None where no record shows the cause, and only the texts tell of it. */
  readonly create?: MakeDetector;
}

/** In the order in which they see a record. */
export const families: readonly Family[] = [
  storage,
  storageReceivers,
  storageHandlers,
  sessionCopies,
  suspended,
  broadcast,
  cloning,
  late,
  sharedWorker,
  ports,
  serviceWorker,
  serviceWorkerWaiting,
  serviceWorkerLeaving,
  windowMessages,
  sockets,
  socketLoops,
  openSockets,
  socketRivals,
  eventStreams,
  locks,
  lockWaits,
  openers,
  missing,
  pingPong,
  lateLoops,
  reloadLoops,
  workerReloads,
  unseenLoops,
  storm,
  writers,
  channelLeaders,
  staleWrites,
  firstWrites,
  returns,
  cookieWrites,
  storageLocks,
  silentChannel,
  quietReceivers,
  shapes,
  similarKeys,
];

/** What all of them declare. Named one by one, so that a bundle that only reads them holds no detector. */
export const declared = {
  ...storage.codes,
  ...storageReceivers.codes,
  ...storageHandlers.codes,
  ...sessionCopies.codes,
  ...suspended.codes,
  ...broadcast.codes,
  ...cloning.codes,
  ...late.codes,
  ...sharedWorker.codes,
  ...ports.codes,
  ...serviceWorker.codes,
  ...serviceWorkerWaiting.codes,
  ...serviceWorkerLeaving.codes,
  ...windowMessages.codes,
  ...sockets.codes,
  ...socketLoops.codes,
  ...socketRivals.codes,
  ...eventStreams.codes,
  ...locks.codes,
  ...lockWaits.codes,
  ...openers.codes,
  ...missing.codes,
  ...pingPong.codes,
  ...storm.codes,
  ...writers.codes,
  ...staleWrites.codes,
  ...storageLocks.codes,
  ...quietReceivers.codes,
  ...shapes.codes,
  ...similarKeys.codes,
};
