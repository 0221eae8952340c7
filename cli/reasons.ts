import { reasonOf } from '../src/reason';
import type { Texts } from './texts';

/** Why a file could not be read or written, in words of ours where the system has a code for it. */
export function whyOf(error: unknown, { t }: Texts): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'ENOENT':
      return t('cli_why_missing');
    case 'EISDIR':
      return t('cli_why_folder');
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return t('cli_why_denied');
    case 'ENOSPC':
      return t('cli_why_full');
    case 'Z_BUF_ERROR':
      return t('cli_why_ends');
    case 'Z_DATA_ERROR':
      return t('cli_why_damaged');
    default:
      return reasonOf(error);
  }
}
