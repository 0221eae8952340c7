import type { Preview, Tagged } from '../../record/preview';
import type { Record } from '../../record/record';

/**
 * Pictures that were cut for speed hold the first parts of a value's root alone, and each end of a channel
 * cuts others (page/preview-budget.ts). So what both ends show of one message need not be equal: it agrees,
 * root by root.
 */

export type Message = Record & { readonly type: 'send' | 'receive' };

export function isMessage(record: Record): record is Message {
  return record.type === 'send' || record.type === 'receive';
}

export function isBrief(record: Record): boolean {
  return isMessage(record) && record.brief === true;
}

/**
 * What brief and whole pictures of one value have in common, as far as the first part; null for what is never
 * cut.
 */
export function rootOf(data: Preview): string | null {
  const root = asRoot(data);
  if (!root) return null;
  const [first] = partsOf(root);
  return `${root.t} ${root.n} ${first ?? ''}`;
}

/** Whether two pictures can be of one value: their roots have equal parts, as far as both show them. */
export function agree(a: Message, b: Message): boolean {
  const [one, other] = [asRoot(a.data), asRoot(b.data)];
  if (!one || !other || one.t !== other.t || one.n !== other.n) return false;
  const [parts, others] = [partsOf(one), partsOf(other)];
  const shown = Math.min(parts.length, others.length);
  for (let at = 0; at < shown; at += 1)
    if (parts[at] !== others[at] && parts[at] !== any && others[at] !== any) return false;
  return true;
}

type Root = Extract<Tagged, { t: 'object' | 'array' | 'map' | 'set' }>;

function asRoot(data: Preview): Root | null {
  if (typeof data !== 'object' || data === null) return null;
  return data.t === 'object' || data.t === 'array' || data.t === 'map' || data.t === 'set' ? data : null;
}

/** A brief picture holds no more. */
const most = 32;
const known = new WeakMap<Root, readonly string[]>();

function partsOf(root: Root): readonly string[] {
  const found = known.get(root);
  if (found) return found;
  const { v } = root;
  const k: readonly Preview[] = 'k' in root ? root.k : [];
  const parts = v
    .slice(0, most)
    .flatMap((part, at) => (at in k ? [partText(k[at] ?? ''), partText(part)] : [partText(part)]));
  known.set(root, parts);
  return parts;
}

/** What an accessor gave is not known. */
const any = '?';
/** A text may be whole in one picture and cut in the other: its length and end are in both. */
const end = 64;

function partText(part: Preview): string {
  if (typeof part === 'string') return `${part.length} ${part.slice(-end)}`;
  if (typeof part !== 'object' || part === null) return `=${String(part)}`;
  switch (part.t) {
    case 'text':
      return `${part.n} ${part.tail.slice(-end)}`;
    case 'undefined':
    case '-0':
    case 'NaN':
    case 'Infinity':
    case '-Infinity':
    case 'hole':
      return `=${part.t}`;
    case 'bigint':
      return `=${part.v}n`;
    case 'getter':
      return any;
    default:
      // Into an object a brief picture does not look.
      return '{}';
  }
}
