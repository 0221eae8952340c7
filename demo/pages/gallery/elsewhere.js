import { log } from '../actions.js';

addEventListener('storage', ({ key, newValue }) => log(`storage: ${key} ${newValue}`));
