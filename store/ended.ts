import type { Context } from '../src/record';
import { inTransaction, type Database } from './database';

/** Notes that the documents of a tab have ended, where that is not known yet; returns them. */
export function endContexts(database: Database, tab: number, ended: number): Promise<Context[]> {
  return inTransaction(database, async (transaction) => {
    const changed: Context[] = [];
    let cursor = await transaction.objectStore('contexts').openCursor();
    while (cursor) {
      const row = cursor.value;
      if (row.context.tab === tab && row.context.ended === null) {
        const context = { ...row.context, ended };
        await cursor.update({ ...row, context });
        changed.push(context);
      }
      cursor = await cursor.continue();
    }
    return changed;
  });
}
