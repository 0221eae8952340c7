import { existsSync } from 'node:fs';

/**
 * TABSHARK_FIREFOX, or where Debian keeps Firefox ESR; null where it is not there.
 * @returns {string | null}
 */
export function findFirefox() {
  const file = process.env.TABSHARK_FIREFOX ?? '/usr/bin/firefox-esr';
  return existsSync(file) ? file : null;
}
