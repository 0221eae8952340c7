import type { Database } from '../../store/database';
import { readOrigins } from '../../store/history';

/** The origin that had records last; '' where none has. */
export async function latestOrigin(database: Database): Promise<string> {
  const [latest] = await readOrigins(database);
  return latest?.origin ?? '';
}
