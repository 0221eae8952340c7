import { compareCases } from './compare-cases';
import { compareEnvironments } from './compare-environments';
import { compareHistory } from './compare-history';
import { compareRealms } from './compare-realms';
import { compareStacks } from './compare-stacks';
import { launchChromiums } from './pair';
import { openSetting } from './setting';

describe('in Chromium, a watched page beside an unwatched one', () => {
  const current = openSetting(launchChromiums);
  compareRealms(current);
  compareStacks(current);
  compareCases(current);
  compareEnvironments(current);
  compareHistory(current);
});
