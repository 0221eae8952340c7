import { apply, none, read, resolve, trustedUrlToString, urlHref } from './natives';

/**
 * Arguments whose first is a URL, with an object there made a string: Web IDL converts it once, and so do we, here, before the native call. A
 * TrustedScriptURL stays what it is, since Trusted Types refuse a string.
 */
export function withUrlText(args: readonly unknown[]): readonly unknown[] {
  const first = args[0];
  const isObject = (typeof first === 'object' && first !== null) || typeof first === 'function';
  if (!isObject || trustedText(first) !== undefined) return args;
  const text = (read(urlHref, first) as string | undefined) ?? `${first as unknown as string}`;
  return args.length > 1 ? [text, args[1]] : [text];
}

/** A URL as the constructor resolves it; as it is where it can not be parsed. */
export function resolvedUrl(value: unknown): string {
  if (typeof value === 'symbol') return '';
  const text = trustedText(value) ?? `${value as string}`;
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
