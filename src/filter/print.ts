import type { FilterNode, Term, Value } from './syntax';

/** The text of a filter that means the same. */
export function printFilter(node: FilterNode): string {
  switch (node.kind) {
    case 'or':
      return node.parts.map((part) => (part.kind === 'or' ? grouped(part) : printFilter(part))).join(' or ');
    case 'and':
      return node.parts.map((part) => (part.kind === 'term' ? printFilter(part) : joined(part))).join(' ');
    case 'not':
      return `-${node.part.kind === 'term' ? printFilter(node.part) : grouped(node.part)}`;
    case 'term':
      return printTerm(node);
  }
}

function joined(part: FilterNode): string {
  return part.kind === 'not' ? printFilter(part) : grouped(part);
}

function grouped(node: FilterNode): string {
  return `(${printFilter(node)})`;
}

function printTerm({ name, values }: Term): string {
  const printed = values.map(printValue).join(',');
  return name === null ? printed : `${name}:${printed}`;
}

function printValue({ kind, text }: Value): string {
  if (kind === 'quoted') return quoted(text);
  return kind === 'pattern' ? `/${text}/` : text;
}

/** A text as one term of a filter, as it is. */
export function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
