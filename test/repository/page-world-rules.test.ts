import { lint } from './lint';

/** A file of page/ to which the rules apply; its real content does not matter. */
const file = 'page/link.ts';
const syntax = 'no-restricted-syntax';
const globals = 'tabshark/only-imported-names';

describe('in page/, lint refuses', () => {
  it.each([
    ['window', 'export const size: unknown = window;', globals],
    ['document', 'export const title = document.title;', globals],
    ['JSON', 'export const text = JSON.stringify(1);', globals],
    ['Promise', 'export const made = Promise.resolve(1);', globals],
    ['Object', 'export const keys: unknown = Object.prototype;', globals],
    ['Array', 'export const list = Array.isArray(1);', globals],
    ['a bare function of the page', 'queueMicrotask(() => undefined);', globals],
    ['globalThis', 'export const world: unknown = globalThis;', globals],
    ['a global that no list would know', '// @ts-expect-error\nexport const x: unknown = brandNew;', globals],
    [
      'for-of',
      'export function f(list: number[]): void { for (const one of list) g(one); } function g(one: number): number { return one; }',
      syntax,
    ],
    [
      'spread in a call',
      'export function f(g: (...all: number[]) => void, list: number[]): void { g(...list); }',
      syntax,
    ],
    ['spread in an array', 'export function f(list: number[]): number[] { return [...list]; }', syntax],
    ['spread in an object', 'export function f(from: object): object { return { ...from }; }', syntax],
    ['array destructuring', 'export function f([first]: number[]): unknown { return first; }', syntax],
    ['a regular expression', 'export const pattern = /a/;', syntax],
    [
      'instanceof',
      'export function f(a: unknown, b: new () => object): boolean { return a instanceof b; }',
      syntax,
    ],
    ['await', 'export async function f(): Promise<void> { return undefined; }', syntax],
    ['a generator', 'export function* f(): Generator<undefined> { return undefined; }', syntax],
    ['a method of arrays', 'export function f(list: number[]): void { list.push(1); }', syntax],
    ['a method of strings', 'export function f(text: string): string { return text.slice(1); }', syntax],
    [
      'a method of strings by computed name',
      "export function f(text: string): string { return text['trim'](); }",
      syntax,
    ],
    ['call and apply by name', 'export function f(g: () => void): void { g.call(undefined); }', syntax],
    ['a method after ?.', 'export function f(text?: string): unknown { return text?.slice(1); }', syntax],
  ])('%s', async (_name, code, rule) => {
    expect(await lint(file, code)).toContain(rule);
  });
});

describe('in page/, lint takes', () => {
  it('what uses captured natives, index loops, rest parameters and templates alone', async () => {
    const code = `
      import { apply, List } from './natives';
      type Line = typeof window;
      export function joined(native: (...all: never[]) => unknown, line: Line, ...args: readonly unknown[]): string {
        const kept = new List<unknown>();
        for (let index = 0; index < args.length; index += 1) kept[kept.length] = args[index];
        const { length } = kept;
        if (length === Infinity) return '';
        return \`\${apply(native, line as never, args as never) as string}\${length}\`;
      }
    `;
    expect(await lint(file, code)).toEqual([]);
  });

  it('any global in natives.ts, where they are captured', async () => {
    expect(await lint('page/natives.ts', 'export const { stringify } = JSON;')).toEqual([]);
  });
});
