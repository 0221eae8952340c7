import type { Context } from '../src/record/record';
import type { ContextRow } from './database';

/** Which documents may still send: the place they have reached must stay known. */
export interface Still {
  isConnected(context: Context): boolean;
  mayGoOn(context: Context): boolean;
}

/** What is left of a context's row when its records are cleared; null if nothing is. */
export function leftOf(row: ContextRow, { isConnected, mayGoOn }: Still): ContextRow | null {
  const { context } = row;
  if (!mayGoOn(context)) return null;
  return isConnected(context) ? row : { ...row, context: { ...context, url: '', title: '', favicon: '' } };
}
