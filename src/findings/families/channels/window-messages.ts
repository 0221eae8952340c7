import type { Codes } from '../../code';
import { windowPost } from '../../links';

/** What one window posts to another is not seen: nothing but the texts tells of it. */
export const codes = {
  P1: { severity: 'warning', confidence: 'hint', values: [], link: windowPost },
  P2: { severity: 'warning', confidence: 'hint', values: [], link: windowPost },
} as const satisfies Codes;
