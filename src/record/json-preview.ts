import type { Preview } from './preview';

/**
 * A text that holds JSON as the preview of its value; null for other text, and for a bare string or number,
 * which need no tree.
 */
export function previewOfJson(text: string): Preview | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return previewOf(JSON.parse(text), 0);
  } catch {
    return null;
  }
}

const maxDepth = 100;

function previewOf(value: unknown, depth: number): Preview {
  if (typeof value !== 'object' || value === null) return value as string | number | boolean | null;
  if (depth > maxDepth) return { t: 'cut', c: Array.isArray(value) ? 'array' : 'object' };
  if (Array.isArray(value))
    return { t: 'array', v: value.map((element) => previewOf(element, depth + 1)), n: value.length };
  const entries = Object.entries(value);
  return {
    t: 'object',
    k: entries.map(([key]) => key),
    v: entries.map(([, part]) => previewOf(part, depth + 1)),
    n: entries.length,
  };
}
