/** A string or number in a JSON text. */
export interface JsonLeaf {
  /** As the text has it: with its quotes, where it is a string. */
  readonly raw: string;
  readonly value: string | number;
  /** It is the name of a member itself. */
  readonly isName: boolean;
  /** Names on the way, the nearest last: an element has the name of its list. */
  readonly names: readonly string[];
}

const token = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[{}[\]:,]/g;
const deepest = 200;
/** Members by which lists of fields say what the `value` beside them is. */
const labels = ['name', 'key', 'field', 'header', 'id'];

interface Level {
  readonly isObject: boolean;
  /** Of an object: whose value comes next. */
  name: string | null;
  /**
   * What the value beside it is called: `{ "name": "token", "value": … }`; of a list: its first element,
   * `["token", …]`.
   */
  label: string | null;
  index: number;
}

/**
 * The same JSON with other strings and numbers, and not a space changed; null for what is no JSON. `change`
 * returns null to leave one.
 */
export function rewriteJson(text: string, change: (leaf: JsonLeaf) => string | null): string | null {
  if (!/^\s*[[{"]/.test(text) || !isJson(text)) return null;
  const levels: Level[] = [];
  const out: string[] = [];
  let from = 0;

  function put(raw: string, index: number, value: string | number, isName: boolean): void {
    const changed = change({ raw, value, isName, names: isName ? [] : namesOf(levels) });
    if (changed === null) return;
    out.push(text.slice(from, index), changed);
    from = index + raw.length;
  }

  for (const { 0: raw, index } of text.matchAll(token)) {
    const top = levels[levels.length - 1];
    if (raw === '{' || raw === '[') {
      if (levels.length >= deepest) return null;
      levels.push({ isObject: raw === '{', name: null, label: null, index: 0 });
    } else if (raw === '}' || raw === ']') {
      levels.pop();
    } else if (raw === ',') {
      if (top) {
        top.name = null;
        top.index += 1;
      }
    } else if (raw !== ':') {
      const value = JSON.parse(raw) as string | number;
      const isName = top?.isObject === true && top.name === null;
      put(raw, index, value, isName);
      if (!top) continue;
      if (isName) top.name = String(value);
      else if (top.isObject ? labels.includes(top.name ?? '') : top.index === 0) top.label = String(value);
    }
  }
  return from === 0 ? text : out.join('') + text.slice(from);
}

function namesOf(levels: readonly Level[]): string[] {
  return levels.flatMap(({ isObject, name, label, index }, depth) => {
    if (isObject) return name === null ? [] : [name === 'value' && label !== null ? label : name];
    const isPair = index === 1 && label !== null && levels[depth - 1]?.isObject === false;
    return isPair ? [label] : [];
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
