import { playAll } from './play-all';
import { sharedStatePlays } from './plays/shared-state';

playAll('state that tabs share, and what came of messages', sharedStatePlays);
