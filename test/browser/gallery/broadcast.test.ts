import { playAll } from './play-all';
import { broadcastPlays } from './plays/broadcast';

playAll('BroadcastChannel', broadcastPlays);
