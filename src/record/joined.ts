import type { ChannelKind } from './record';

const kinds = new Map<ChannelKind, Map<string, string>>();
/** More names of a kind are not kept: pages make as many as they like. */
const most = 1_000;

/** A kind and a name as one text, of which each is made once: what a map is asked for it knows its hash. */
export function joined(kind: ChannelKind, name: string): string {
  let names = kinds.get(kind);
  if (!names) {
    names = new Map();
    kinds.set(kind, names);
  }
  let text = names.get(name);
  if (text === undefined) {
    if (names.size >= most) names.clear();
    text = `${kind} ${name}`;
    names.set(name, text);
  }
  return text;
}
