import type { ErrorInfo, StorageWrite } from '../src/record';
import { causeHere } from './dispatching';
import { apply, bare, isObject, List, time, type AnyFunction } from './natives';
import { observedText, withArgument } from './observed';
import { textFrom, textOf, thrown, type Note } from './observations';
import { note } from './outbox';
import { stackHere } from './stack';
import { areaOf, getItem, lengthOf } from './storage-area';

type Method = StorageWrite['method'];

/**
 * Calls setItem, removeItem or clear and notes it. `arity`: how many arguments the method converts to strings; with fewer the native throws and
 * there is nothing to tell.
 */
export function write(
  method: Method,
  arity: 0 | 1 | 2,
  native: AnyFunction,
  self: unknown,
  args: readonly unknown[],
): unknown {
  if (args.length < arity) return apply(native, self, args);
  if ((arity > 0 && isObject(args[0])) || (arity > 1 && isObject(args[1])))
    return writeConverted(method, arity, native, self, args);
  const key = arity > 0 ? textFrom(args[0]) : null;
  const value = arity > 1 ? textFrom(args[1]) : null;
  return noted({ draft: begin(method, self, key, value) }, native, self, args);
}

/** With objects among the arguments, which become text only in the native call: the write begins with the last of them. */
function writeConverted(
  method: Method,
  arity: 0 | 1 | 2,
  native: AnyFunction,
  self: unknown,
  given: readonly unknown[],
): unknown {
  const texts = new List<string>();
  const last = arity > 1 && isObject(given[1]) ? 1 : 0;
  const writing: Writing = { draft: null };
  let args = given;
  for (let at = 0; at < arity; at += 1) {
    const argument = given[at];
    if (!isObject(argument)) {
      texts[at] = textFrom(argument);
      continue;
    }
    const heard = observedText(argument, (text) => {
      texts[at] = text;
      if (at === last) writing.draft = begin(method, self, texts[0] ?? null, texts[1] ?? null);
    });
    args = withArgument(args, at, heard);
  }
  return noted(writing, native, self, args);
}

type Draft = Extract<Note, { type: 'storage-write' }> & { error: ErrorInfo | undefined };

interface Writing {
  draft: Draft | null;
}

function noted(writing: Writing, native: AnyFunction, self: unknown, args: readonly unknown[]): unknown {
  try {
    return apply(native, self, args);
  } catch (error) {
    if (writing.draft) writing.draft.error = thrown(error);
    throw error;
  } finally {
    if (writing.draft) note(bare(writing.draft));
  }
}

/** What is known right before the native writes; null where there is no Storage to write to. */
function begin(method: Method, self: unknown, key: string | null, value: string | null): Draft | null {
  const area = areaOf(self, key);
  if (!area) return null;
  const oldValue = key === null ? null : getItem(self, key);
  return {
    type: 'storage-write',
    time: time(),
    channel: area,
    method,
    key: key === null ? null : textOf(key),
    oldValue: oldValue === null ? null : textOf(oldValue),
    newValue: value === null ? null : textOf(value),
    cleared: method === 'clear' ? lengthOf(self) : undefined,
    error: undefined,
    stack: stackHere(),
    cause: causeHere(),
  };
}
