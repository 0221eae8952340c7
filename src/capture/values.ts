import { actionOf, wholeText } from '../columns';
import type { Finding } from '../findings/types';
import type { Record } from '../record';
import type { TabNames } from '../shown/tab-names';
import type { ValuesAnswer, ValuesQuestion } from './types';

/** Longer ones are no help. */
const longest = 200;

/** Values that occur of one kind, the most frequent first. */
export function valuesOf(
  { of, like, most }: ValuesQuestion,
  records: readonly Record[],
  findings: readonly Finding[],
  names: TabNames,
): ValuesAnswer['values'] {
  const counts = new Map<string, number>();
  const wanted = like.toLowerCase();

  function count(value: string): void {
    if (value === '' || value.length > longest || !value.toLowerCase().includes(wanted)) return;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }

  if (of === 'finding') for (const { code } of findings) count(code);
  else
    for (const record of records) {
      if (record.channel.kind === 'document') continue;
      if (of === 'channel') count(record.channel.kind);
      else if (of === 'name') count(record.channel.name);
      else if (of === 'action') count(actionOf(record));
      else if (of === 'tab') count(names.of(record.context).letter);
      else if ('key' in record && record.key !== null) count(wholeText(record.key));
    }
  return [...counts]
    .map(([value, number]) => ({ value, count: number }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, most);
}
