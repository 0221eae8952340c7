import { openDatabase, type Database } from '../../store/database';
import { t } from './i18n';
import { reasonOf } from '../../src/reason';

/** Milliseconds between two attempts. */
const again = 1_000;

/**
 * Opens the store for a viewer. While that fails, as on a full disk, `failed` hears a sentence and it is
 * tried again. `closed` as in openDatabase.
 */
export async function openStore(closed: () => void, failed: (sentence: string) => void): Promise<Database> {
  for (;;) {
    try {
      return await openDatabase(closed);
    } catch (error) {
      failed(t('store_failing', reasonOf(error)));
    }
    await new Promise((resolve) => setTimeout(resolve, again));
  }
}
