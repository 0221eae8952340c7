import { compareCases } from './compare-cases';
import { compareEnvironments } from './compare-environments';
import { launchChromiums } from './pair';
import { openSetting } from './setting';

describe('in Chromium, a watched page beside an unwatched one', () => {
  const current = openSetting(launchChromiums);
  compareCases(current);
  compareEnvironments(current);
});
