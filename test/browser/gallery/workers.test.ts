import { playAll } from './play-all';
import { workerPlays } from './plays/workers';

playAll('SharedWorker', workerPlays);
