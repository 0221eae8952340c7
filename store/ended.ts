import type { Context } from '../src/record/record';
import { inTransaction, type Database } from './database';

/** Notes that a tab was closed and its documents with it, where that is not known yet; returns them. */
export function endContexts(database: Database, tab: number, closed: number): Promise<Context[]> {
  return inTransaction(database, async (transaction) => {
    const changed: Context[] = [];
    let cursor = await transaction.objectStore('contexts').openCursor();
    while (cursor) {
      const row = cursor.value;
      if (row.context.tab === tab && !isClosed(row.context)) {
        const context = { ...row.context, ended: row.context.ended ?? closed, closed };
        await cursor.update({ ...row, context });
        changed.push(context);
      }
      cursor = await cursor.continue();
    }
    return changed;
  });
}

/** In the store of an earlier version contexts lack the field. */
function isClosed({ closed }: Partial<Context>): boolean {
  return typeof closed === 'number';
}
