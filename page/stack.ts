import {
  apply,
  bare,
  captureStackTrace,
  cut,
  errorConstructor,
  find,
  functionPrototype,
  getPrototypeOf,
  hasOwn,
  objectPrototype,
} from './natives';
import { withoutUserInfo } from './user-info';

/**
 * Stacks of senders (Error.captureStackTrace): off until the user switches them on, since each
 * costs some 7 µs.
 */
let on = false;
export function recordStacks(value: boolean): void {
  on = value;
}

const keep = 4_000;

/**
 * The page's frames of the current call, one a line. undefined while stacks are off, and where reading one
 * would run code of the page.
 */
export function stackHere(): string | undefined {
  if (!on || !captureStackTrace || preparesStacks()) return undefined;
  const holder: { stack?: unknown } = bare({});
  apply(captureStackTrace, errorConstructor, [holder]);
  const { stack } = holder;
  return typeof stack === 'string' ? withoutUserInfo(cut(afterOurFrames(stack), 0, keep)) : undefined;
}

/**
 * Whether the page may have an Error.prepareStackTrace, of its own or inherited: the engine runs that when a
 * stack is read. What the page has put between Error and Object.prototype is not asked, since it may be a
 * Proxy.
 */
export function preparesStacks(): boolean {
  return (
    captureStackTrace !== undefined &&
    (getPrototypeOf(errorConstructor) !== functionPrototype ||
      getPrototypeOf(functionPrototype) !== objectPrototype ||
      hasOwn(errorConstructor, prepare) ||
      hasOwn(functionPrototype, prepare) ||
      hasOwn(objectPrototype, prepare))
  );
}

const prepare = 'prepareStackTrace';

/**
 * V8's text is a line for the error and then ` at ...` lines; ours, by the name that build.mjs gives our
 * script, come first. Firefox has frames alone, the first one ours, and leaves an extension's script unnamed.
 */
function afterOurFrames(stack: string): string {
  let from = find(stack, '\n') + 1;
  while (from > 0) {
    const end = find(stack, '\n', from);
    const line = end < 0 ? cut(stack, from) : cut(stack, from, end);
    if (!isOurs(line)) return cut(stack, from);
    from = end + 1;
  }
  return '';
}

/** Of ours, or of a native that we called. */
function isOurs(line: string): boolean {
  return (
    find(line, '(tabshark:') >= 0 ||
    find(line, ' tabshark:') >= 0 ||
    find(line, '(<anonymous>)') >= 0 ||
    find(line, '@<anonymous code>:') >= 0
  );
}
