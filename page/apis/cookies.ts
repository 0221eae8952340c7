import type { Preview } from '../../src/record/preview';
import { causeHere } from '../dispatching';
import { argument, bare, isObject, List, prototypeOf, time } from '../natives';
import { observed, observedText, withArgument } from '../observed';
import { channel, shownText, textFrom } from '../observations';
import { note } from '../outbox';
import { patchMethod, patchSetter, type Followed } from '../patch';
import { stackHere } from '../stack';

const cookies = channel('cookie', '');

/**
 * Hooks what writes cookies: `document.cookie` and the methods of cookieStore. What came of it content/
 * hears.
 */
export function hookCookies(): void {
  patchSetter(prototypeOf('Document'), 'cookie', {
    begin: (_self, args) => beginWrite('document.cookie', args, (texts) => hearText(args, 0, texts, 'text')),
    end: endWrite,
  });
  const store = prototypeOf('CookieStore');
  patchMethod(store, 'set', {
    begin: (_self, args) =>
      beginWrite('cookieStore.set', args, (texts) => {
        if (args.length < 2) return hearDictionary(args, texts);
        return hearText(hearText(args, 0, texts, 'name'), 1, texts, 'value');
      }),
    end: endWrite,
  });
  patchMethod(store, 'delete', {
    begin: (_self, args) =>
      beginWrite('cookieStore.delete', args, (texts) =>
        isObject(argument(args, 0)) ? hearDictionary(args, texts) : hearText(args, 0, texts, 'name'),
      ),
    end: endWrite,
  });
}

interface Write extends Followed {
  readonly by: string;
  readonly texts: Texts;
}

function beginWrite(
  by: string,
  args: readonly unknown[],
  hear: (texts: Texts) => readonly unknown[],
): Write | undefined {
  if (args.length === 0) return undefined;
  const texts: Texts = bare({ text: undefined, name: undefined, value: undefined });
  return { args: hear(texts), by, texts };
}

/** What the native made of its arguments, as text. */
interface Texts {
  text?: string | undefined;
  name?: string | undefined;
  value?: string | undefined;
}

const names = ['text', 'name', 'value'] as const;

function hearDictionary(args: readonly unknown[], texts: Texts): readonly unknown[] {
  const given = argument(args, 0);
  if (!isObject(given)) return args;
  const stand = observed(given, (name, value) => {
    if ((name !== 'name' && name !== 'value') || value === undefined) return value;
    return hear(value, texts, name);
  });
  return withArgument(args, 0, stand);
}

function hearText(args: readonly unknown[], at: number, texts: Texts, name: keyof Texts): readonly unknown[] {
  const given = argument(args, at);
  const heard = hear(given, texts, name);
  return heard === given ? args : withArgument(args, at, heard);
}

/** The value itself, or a stand-in for an object that is to become a string. */
function hear(value: unknown, texts: Texts, name: keyof Texts): unknown {
  if (!isObject(value)) {
    texts[name] = textFrom(value);
    return value;
  }
  return observedText(value, (text) => {
    texts[name] = text;
  });
}

/** Whether a promise of cookieStore is fulfilled is not waited for. */
function endWrite({ by, texts }: Write, _outcome: unknown, threw: boolean): void {
  if (threw) return;
  const k = new List<string>();
  const v = new List<Preview>();
  k[0] = 'by';
  v[0] = by;
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index];
    const text = name && texts[name];
    if (!name || text === undefined) continue;
    k[k.length] = name;
    v[v.length] = shownText(text);
  }
  const detail: Preview = bare({ t: 'object', k, v, n: k.length });
  const state = 'written';
  note(
    bare({
      type: 'state',
      time: time(),
      channel: cookies,
      object: 0,
      state,
      detail,
      stack: stackHere(),
      cause: causeHere(),
    }),
  );
}
