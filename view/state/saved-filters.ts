import { signal } from '@preact/signals';
import { list, text } from '../../src/record/parse';
import { forAll, recall, remember } from '../browser/remembered';

/** So many are kept, of so many characters each. */
const most = 50;
const mostText = 2_000;

const saved = signal<readonly string[] | null>(null);

/** Filters that the user has saved, for every site, the latest first. */
export function savedFilters(): readonly string[] {
  return (saved.value ??= (list(recall(forAll).filters, text) ?? []).slice(0, most));
}

export function saveFilter(filter: string): void {
  if (filter.trim() === '' || filter.length > mostText) return;
  keep([filter, ...savedFilters().filter((one) => one !== filter)].slice(0, most));
}

export function dropFilter(filter: string): void {
  keep(savedFilters().filter((one) => one !== filter));
}

function keep(filters: readonly string[]): void {
  saved.value = filters;
  remember(forAll, { filters });
}
