import { actionOf, messageOf, urlOf, wholeText } from './columns';
import { severities, type Finding } from './findings/types';
import type { Context, Record } from './record';

/** What a person typed, as questions to what is listed. */
export interface Filter {
  /** Whether findings decide on records too: what is shown then changes with them. */
  readonly asksFindings: boolean;
  /** `findings`: those that the record is evidence of. */
  record(record: Record, context: Context | undefined, findings: readonly Finding[]): boolean;
  /** `text`: its title, as it is shown. */
  finding(finding: Finding, text: string): boolean;
  /** Anything else that has a text; what a field asks for, it does not have. */
  text(text: string): boolean;
}

interface Term {
  readonly not: boolean;
  readonly field: 'code' | 'severity' | null;
  /** One of them is enough; of free text there is one. */
  readonly words: readonly string[];
}

/**
 * Free text: every word must be found in the key, the values, the message, the URLs, the tab's title, the channel or what was done; upper and lower case are one. A
 * word after `-` must not be found; words in double quotes are one. `code:S10` (or `code:S10,B3`) and `severity:error` ask for findings of that kind, and
 * for the records that are their evidence. null for a text that filters nothing.
 */
export function parseFilter(text: string): Filter | null {
  const terms = [...text.toLowerCase().matchAll(/(-?)(?:"([^"]*)"?|(\S+))/g)]
    .map(([, minus, quoted, word]) => termOf(minus === '-', quoted ?? word ?? '', quoted !== undefined))
    .filter(({ words }) => words.some((word) => word !== ''));
  if (terms.length === 0) return null;

  const pass = (findings: readonly Finding[], haystack: () => string): boolean => {
    let found: string | undefined;
    return terms.every(({ not, field, words }) => {
      if (field) return findings.some((finding) => words.includes(finding[field].toLowerCase())) !== not;
      found ??= haystack().toLowerCase();
      return words.some((word) => found?.includes(word)) !== not;
    });
  };

  return {
    asksFindings: terms.some(({ field }) => field !== null),
    record: (record, context, findings) => pass(findings, () => haystackOf(record, context)),
    finding: (finding, title) =>
      pass([finding], () => [finding.code, finding.channel.kind, finding.channel.name, title].join('\n')),
    text: (other) => pass([], () => other),
  };
}

function termOf(not: boolean, word: string, quoted: boolean): Term {
  const [, field, list = ''] = (quoted ? null : /^(code|severity):(.*)$/.exec(word)) ?? [];
  if (field !== 'code' && field !== 'severity') return { not, field: null, words: [word] };
  return { not, field, words: list.split(',').map((one) => (one === 'note' ? severities[2] : one)) };
}

function haystackOf(record: Record, context: Context | undefined): string {
  const parts = [
    record.channel.kind,
    record.channel.name,
    actionOf(record),
    messageOf(record),
    urlOf(record),
  ];
  if (record.type === 'storage-write' || record.type === 'storage-event') {
    for (const text of [record.key, record.oldValue, record.newValue])
      if (text !== null) parts.push(wholeText(text));
  }
  if ('error' in record) parts.push(record.error.name, record.error.message);
  if (context) parts.push(context.title, context.url);
  return parts.join('\n');
}
