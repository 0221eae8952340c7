import type { Context } from '../record/record';

/** What a person knows a context by: its tab's letter and colour, and its title. */
export interface TabName {
  readonly letter: string;
  /** 0 … 7, an index of colours. */
  readonly colour: number;
  readonly title: string;
  readonly isFrame: boolean;
}

/** Names contexts of one origin. A tab keeps its letter when its page is loaded anew. */
export interface TabNames {
  add(context: Context): void;
  of(context: string): TabName;
  context(id: string): Context | undefined;
  mayHave(id: string, url: string): boolean;
  at(url: string): readonly string[];
  all(): readonly Context[];
}

export function createTabNames(): TabNames {
  const contexts = new Map<string, Context>();
  const letters = new Map<string, number>();
  const urls = new Map<string, Set<string>>();

  return {
    add(context) {
      contexts.set(context.id, context);
      const tab = tabOf(context);
      if (!letters.has(tab)) letters.set(tab, letters.size);
      const there = urls.get(context.url) ?? new Set();
      urls.set(context.url, there.add(context.id));
    },
    of(id) {
      const context = contexts.get(id);
      const index = context ? (letters.get(tabOf(context)) ?? 0) : -1;
      return {
        letter: index < 0 ? '?' : letterOf(index),
        colour: Math.max(0, index) % 8,
        title: context?.title || context?.url || id.slice(0, 8),
        isFrame: (context?.frame ?? 0) > 0,
      };
    },
    context: (id) => contexts.get(id),
    mayHave: (id, url) => !contexts.has(id) || urls.get(url)?.has(id) === true,
    at: (url) => [...(urls.get(url) ?? [])],
    all: () => [...contexts.values()],
  };
}

function tabOf(context: Context): string {
  return context.tab === null ? context.id : String(context.tab);
}

/** A … Z, AA, AB … */
function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}
