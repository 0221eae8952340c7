import { describeInFirefox } from '../harness/firefox';
import { compareCases } from './compare-cases';
import { compareEnvironments } from './compare-environments';
import { compareHistory } from './compare-history';
import { compareRealms } from './compare-realms';
import { compareStacks } from './compare-stacks';
import { launchFirefoxes } from './pair';
import { openSetting } from './setting';

describeInFirefox('in Firefox, a watched page beside an unwatched one', () => {
  const current = openSetting(launchFirefoxes);
  compareRealms(current);
  compareStacks(current);
  compareCases(current);
  compareEnvironments(current);
  compareHistory(current);
});
