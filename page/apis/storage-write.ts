import type { StorageWrite } from '../../src/record/record';
import { causeHere } from '../dispatching';
import { argument, isObject, List, time } from '../natives';
import { beginning, member } from '../note-text';
import { observedText, withArgument } from '../observed';
import { textFrom, textOf, thrown } from '../observations';
import { noteJson } from '../outbox';
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
      noteJson(`${draft.json}${threw ? member('error', thrown(outcome)) : ''}}`, draft.time);
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

/** A record but for its end. */
interface Draft {
  readonly time: number;
  readonly json: string;
}

/** What is known right before the native writes; null where there is no Storage to write to. */
function begin(method: Method, self: unknown, key: string | null, value: string | null): Draft | null {
  const area = areaOf(self, key);
  if (!area) return null;
  const at = time();
  const old = key === null ? null : getItem(self, key);
  const what = `${beginning('storage-write', at, area)},"method":"${method}"${text('key', key)}`;
  const values = `${text('oldValue', old)}${text('newValue', value)}`;
  const cleared = method === 'clear' ? member('cleared', lengthOf(self)) : '';
  const foreign = isForeign(self) ? member('foreign', true) : '';
  const why = `${member('stack', stackHere())}${member('cause', causeHere())}`;
  return { time: at, json: `${what}${values}${cleared}${foreign}${why}` };
}

function text(name: string, value: string | null): string {
  return member(name, value === null ? null : textOf(value));
}
