import type { ErrorInfo, StorageWrite } from '../../src/record/record';
import { causeHere } from '../dispatching';
import { argument, bare, isObject, List, time } from '../natives';
import { observedText, withArgument } from '../observed';
import { textFrom, textOf, thrown, type Note } from '../observations';
import { note } from '../outbox';
import { patchMethod, type Followed } from '../patch';
import { stackHere } from '../stack';
import { areaOf, getItem, isForeign, lengthOf } from './storage-area';

type Method = StorageWrite['method'];

/** A write that is under way; `draft` is null until what the page gave has become text. */
interface Write extends Followed {
  args: readonly unknown[];
  draft: Draft | null;
}

/**
 * Hooks setItem, removeItem or clear: one `storage-write` a call. `arity`: how many arguments the method
 * converts to strings; with fewer the native throws and there is nothing to tell.
 */
export function hookWrite(storage: object | undefined, method: Method, arity: 0 | 1 | 2): void {
  patchMethod(storage, method, {
    begin(self, args): Write | undefined {
      if (args.length < arity) return undefined;
      const first = arity > 0 ? argument(args, 0) : null;
      const second = arity > 1 ? argument(args, 1) : null;
      if (isObject(first) || isObject(second)) return beginConverted(method, arity, self, args);
      const key = arity > 0 ? textFrom(first) : null;
      const value = arity > 1 ? textFrom(second) : null;
      return { args, draft: begin(method, self, key, value) };
    },
    end({ draft }, outcome, threw) {
      if (!draft) return;
      if (threw) draft.error = thrown(outcome);
      note(bare(draft));
    },
  });
}

/**
 * With objects among the arguments, which become text only in the native call: the write begins with the last
 * of them.
 */
function beginConverted(method: Method, arity: 0 | 1 | 2, self: unknown, given: readonly unknown[]): Write {
  const texts = new List<string>();
  const last = arity > 1 && isObject(argument(given, 1)) ? 1 : 0;
  const writing: Write = { args: given, draft: null };
  for (let at = 0; at < arity; at += 1) {
    const from = argument(given, at);
    if (!isObject(from)) {
      texts[at] = textFrom(from);
      continue;
    }
    const heard = observedText(from, (text) => {
      texts[at] = text;
      if (at === last) writing.draft = begin(method, self, texts[0] ?? null, texts[1] ?? null);
    });
    writing.args = withArgument(writing.args, at, heard);
  }
  return writing;
}

type Draft = Extract<Note, { type: 'storage-write' }> & { error: ErrorInfo | undefined };

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
    foreign: isForeign(self) || undefined,
    error: undefined,
    stack: stackHere(),
    cause: causeHere(),
  };
}
