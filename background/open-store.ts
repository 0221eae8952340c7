import { openDatabase, type Database } from '../store/database';

/** Opens the store when it is first wanted, and again after it was closed or could not be opened. */
export function openStore(): () => Promise<Database> {
  let opened: Promise<Database> | null = null;
  const forget = (): void => {
    opened = null;
  };
  return () => {
    if (!opened) {
      opened = openDatabase(forget);
      opened.catch(forget);
    }
    return opened;
  };
}
