import type { ContextName } from '../../src/capture/lists/list-types';
import { visibleText } from '../../src/shown/visible';

/** What a person knows a document by. */
export type NameOf = (context: string) => ContextName;

export function namesFrom(names: readonly ContextName[]): NameOf {
  const byId = new Map(names.map((name) => [name.id, name]));
  return (id) => byId.get(id) ?? unknown(id);
}

function unknown(id: string): ContextName {
  return {
    id,
    letter: '?',
    colour: 0,
    title: visibleText(id.slice(0, 8)),
    url: '',
    favicon: '',
    isFrame: false,
    document: 1,
    documents: 1,
    apart: '',
    gone: false,
  };
}
