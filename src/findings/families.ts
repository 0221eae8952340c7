import type { MakeDetector } from './asking/detector';
import type { Codes } from './code';
import * as broadcast from './families/channels/broadcast';
import * as channelLeaders from './families/channels/channel-leaders';
import * as cloning from './families/channels/cloning';
import * as cookieWrites from './families/storage/cookie-writes';
import * as eventStreams from './families/connections/event-streams';
import * as late from './families/channels/late';
import * as firstWrites from './families/storage/first-writes';
import * as lateLoops from './families/channels/late-loops';
import * as lockWaits from './families/lock-waits';
import * as locks from './families/locks';
import * as missing from './families/missing';
import * as openers from './families/channels/openers';
import * as openSockets from './families/connections/open-sockets';
import * as pingPong from './families/channels/ping-pong';
import * as ports from './families/channels/ports';
import * as quietReceivers from './families/channels/quiet-receivers';
import * as reloadLoops from './families/storage/reload-loops';
import * as returns from './families/storage/returns';
import * as serviceWorker from './families/workers/service-worker';
import * as serviceWorkerLeaving from './families/workers/service-worker-leaving';
import * as serviceWorkerWaiting from './families/workers/service-worker-waiting';
import * as sessionCopies from './families/storage/session-copies';
import * as shapes from './families/channels/shapes';
import * as sharedWorker from './families/workers/shared-worker';
import * as silentChannel from './families/channels/silent-channel';
import * as similarKeys from './families/storage/similar-keys';
import * as socketLoops from './families/connections/socket-loops';
import * as socketRivals from './families/connections/socket-rivals';
import * as sockets from './families/connections/sockets';
import * as staleWrites from './families/storage/stale-writes';
import * as storage from './families/storage/storage';
import * as storageHandlers from './families/storage/storage-handlers';
import * as storageLocks from './families/storage/storage-locks';
import * as storageReceivers from './families/storage/storage-receivers';
import * as storm from './families/channels/storm';
import * as suspended from './families/suspended';
import * as unseenLoops from './families/channels/unseen-loops';
import * as windowMessages from './families/channels/window-messages';
import * as workerReloads from './families/workers/worker-reloads';
import * as writers from './families/storage/writers';

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
