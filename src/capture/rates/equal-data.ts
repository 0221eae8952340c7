import type { Preview } from '../../record/preview';
import type { Record } from '../../record/record';

/**
 * Whether two messages carry the same, as far as their previews hold all of it: what was left out may differ.
 */
export function sameData(a: Record, b: Record): boolean {
  if (a.type !== b.type || (a.type !== 'send' && a.type !== 'receive')) return false;
  if (b.type !== 'send' && b.type !== 'receive') return false;
  if (a.ports?.length || b.ports?.length || a.size !== b.size) return false;
  if (a.type === 'receive' && b.type === 'receive' && a.name !== b.name) return false;
  return isEqual(a.data, b.data) && isWhole(a.data);
}

function isEqual(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return a === b;
  const [left, right] = [Object.entries(a), b as { readonly [name: string]: unknown }];
  return left.length === Object.keys(b).length && left.every(([name, value]) => isEqual(value, right[name]));
}

function isWhole(preview: Preview): boolean {
  if (typeof preview !== 'object' || preview === null) return true;
  switch (preview.t) {
    case 'object':
    case 'array':
    case 'set':
      return preview.v.length === preview.n && preview.v.every(isWhole);
    case 'map':
      return preview.v.length === preview.n && [...preview.k, ...preview.v].every(isWhole);
    case 'boxed':
      return isWhole(preview.v);
    case 'buffer':
      return preview.v.length === 2 * preview.n;
    case 'view':
      return preview.v.length === 2 * preview.b;
    case 'text':
    case 'blob':
    case 'platform':
    case 'getter':
    case 'cut':
      return false;
    default:
      return true;
  }
}
