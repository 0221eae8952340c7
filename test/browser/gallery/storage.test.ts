import { playAll } from './play-all';
import { storagePlays } from './plays/storage';

playAll('storage events', storagePlays);
