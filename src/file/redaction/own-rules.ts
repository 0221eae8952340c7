import { list, text } from '../../record/parse';
import { reasonOf } from '../../reason';

/** What a person has replaced beside what the rules find. */
export interface OwnRules {
  /** Of fields, keys, cookies and headers: their values go. */
  readonly names: readonly string[];
  /** Regular expressions; what the first group takes goes, or all of it. */
  readonly patterns: readonly string[];
}

export const noRules: OwnRules = { names: [], patterns: [] };

/** Each is tried on every text of a capture. */
export const maxRules = 50;
export const maxRuleLength = 300;

/** Why a rule cannot be one: it is too long, or no regular expression for this reason. null: it can. */
export function troubleOf(
  kind: keyof OwnRules,
  rule: string,
): 'too-long' | { readonly reason: string } | null {
  if (rule.length > maxRuleLength) return 'too-long';
  if (kind === 'names') return null;
  try {
    new RegExp(rule, 'dg');
    return null;
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** Rules of one kind, as they are stored; undefined for anything else. */
export function parseRules(kind: keyof OwnRules, value: unknown): readonly string[] | undefined {
  const rules = list(value, (rule) => {
    const given = text(rule);
    return given !== undefined && given !== '' && troubleOf(kind, given) === null ? given : undefined;
  });
  return rules && rules.length <= maxRules ? rules : undefined;
}
