import { playAll } from './play-all';
import { otherPlays } from './plays/others';

playAll('service workers, sockets, locks, databases and patterns', otherPlays);
