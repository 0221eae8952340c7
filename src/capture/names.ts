import type { Context } from '../record/record';
import { pathOf } from '../shown/url-names';
import type { TabNames } from '../shown/tab-names';
import type { ContextName } from './lists/list-types';

/** What a person knows each document by: a reloaded tab is one tab with several documents. */
export function contextNames(names: TabNames, isGone: (id: string) => boolean): ContextName[] {
  const all = names.all();
  const placeOf = ({ id, frame }: Context): string => `${names.of(id).letter} ${frame ?? ''}`;
  /** How many documents each tab, or frame, has had, and the place of each among them. */
  const totals = new Map<string, number>();
  const numbers = new Map<string, number>();
  for (const context of [...all].sort((a, b) => a.created - b.created)) {
    const number = (totals.get(placeOf(context)) ?? 0) + 1;
    totals.set(placeOf(context), number);
    numbers.set(context.id, number);
  }
  /** Tabs by title, and by title and path. */
  const tabs = new Map<string, Set<string>>();
  const add = (key: string, letter: string): void =>
    void tabs.set(key, (tabs.get(key) ?? new Set()).add(letter));
  const alone = (key: string): boolean => (tabs.get(key)?.size ?? 0) <= 1;
  for (const { id, url } of all) {
    const { title, letter } = names.of(id);
    add(title, letter);
    add(`${title}\n${pathOf(url)}`, letter);
  }
  return all.map((context) => {
    const { letter, colour, title, isFrame } = names.of(context.id);
    const path = pathOf(context.url);
    return {
      id: context.id,
      letter,
      colour,
      title,
      url: context.url,
      favicon: context.favicon,
      isFrame,
      document: numbers.get(context.id) ?? 1,
      documents: totals.get(placeOf(context)) ?? 1,
      apart: alone(title) ? '' : alone(`${title}\n${path}`) ? path : letter,
      gone: isGone(context.id),
    };
  });
}
