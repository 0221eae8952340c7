import { openDatabase, type Database } from '../store/database';

let opened: Promise<Database> | null = null;

/** The store: opened when it is first wanted, and again after it was closed or could not be opened. */
export function openStore(): Promise<Database> {
  if (!opened) {
    opened = openDatabase(forget);
    opened.catch(forget);
  }
  return opened;
}

function forget(): void {
  opened = null;
}
