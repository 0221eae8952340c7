import { parseFilter } from '../filter';
import type { Finding } from '../findings/types';
import type { Context, Record } from '../record';
import type { FilterError } from './types';

/** What a filter may ask of a record beyond the record itself. */
export interface Facts {
  readonly context: Context | undefined;
  /** Those that it is evidence of. */
  readonly findings: readonly Finding[];
}

/** What a person typed, as questions. */
export interface CompiledFilter {
  /** Whether findings decide on records too: what passes then changes with them. */
  readonly asksFindings: boolean;
  record(record: Record, facts: () => Facts): boolean;
  /** `title`: as it is shown. */
  finding(finding: Finding, title: string): boolean;
}

/** `filter` is null where the text filters nothing, or cannot be read. */
export interface Compiled {
  readonly filter: CompiledFilter | null;
  readonly error: FilterError | null;
}

/** The one way from a text to a filter. */
export function compileFilter(text: string): Compiled {
  const filter = parseFilter(text);
  if (!filter) return { filter: null, error: null };
  return {
    error: null,
    filter: {
      asksFindings: filter.asksFindings,
      record(record, facts) {
        const { context, findings } = facts();
        return filter.record(record, context, findings);
      },
      finding: filter.finding,
    },
  };
}
