import type { Record } from '../record/record';

/** The native call threw, the other end failed, or records were lost. */
export function isFailed(record: Record): boolean {
  switch (record.type) {
    case 'storage-write':
    case 'send':
    case 'open':
      return record.error !== undefined;
    case 'error':
    case 'gap':
      return true;
    case 'close':
      return record.wasClean === false;
    case 'state':
      return record.state === 'tried';
    default:
      return false;
  }
}
