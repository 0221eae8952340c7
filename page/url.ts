import { apply, argument, isObject, none, resolve, trustedUrlToString } from './natives';
import { observedText, withArgument } from './observed';
import { textFrom } from './observations';
import { withoutUserInfo } from './user-info';

/**
 * The arguments of a constructor whose first is a URL, and what text the native takes it for once it was
 * called.
 */
export interface UrlArguments {
  readonly args: readonly unknown[];
  /** As the constructor resolves it; as it is where it can not be parsed. */
  readonly url: () => string;
}

export function hearUrl(given: readonly unknown[]): UrlArguments {
  // The native refuses it.
  if (given.length === 0) return { args: given, url: () => '' };
  const first = argument(given, 0);
  // A TrustedScriptURL stays what it is: Trusted Types know it by its class.
  const trusted = trustedText(first);
  if (!isObject(first) || trusted !== undefined) {
    const text = trusted ?? textFrom(first);
    return { args: given, url: () => resolved(text) };
  }
  let text = '';
  const heard = observedText(first, (converted) => {
    text = converted;
  });
  return { args: withArgument(given, 0, heard), url: () => resolved(text) };
}

function resolved(text: string): string {
  return withoutUserInfo(serialized(text));
}

function serialized(text: string): string {
  try {
    return (resolve(text) as string | undefined) ?? text;
  } catch {
    return text;
  }
}

function trustedText(value: unknown): string | undefined {
  if (!trustedUrlToString || typeof value !== 'object') return undefined;
  try {
    return apply(trustedUrlToString, value, none) as string;
  } catch {
    return undefined;
  }
}
