import { aboutOf, type Source } from '../../filter/about';
import { fieldNamed } from '../../filter/fields/all';
import type { Finding } from '../../findings/types';
import type { Record } from '../../record/record';
import type { ValuesAnswer } from './list-types';

/** Longer ones are no help. */
const longest = 200;

/** Values that occur of one field of the filter, the most frequent first. */
export function valuesOf(
  of: string,
  records: readonly Record[],
  findings: readonly Finding[],
  source: Source,
): ValuesAnswer['values'] {
  const field = fieldNamed(of);
  const counts = new Map<string, number>();

  function count(value: string): void {
    if (value === '' || value.length > longest) return;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }

  if (field?.name === 'finding') for (const { code } of findings) count(code);
  else if (field?.occurs)
    for (const record of records) {
      if (record.channel.kind === 'document') continue;
      for (const value of field.occurs(aboutOf(record, source, () => [], false))) count(value);
    }
  return [...counts]
    .map(([value, number]) => ({ value, count: number }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
