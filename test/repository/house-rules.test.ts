import { lint } from './lint';

const boundary = 'tabshark/boundaries';

describe('a folder imports', () => {
  it.each([
    ['src/analysis.ts', "export { note } from '../page/outbox';"],
    ['src/exchange/types.ts', "export { note } from '../../page/outbox';"],
    ['src/record/record.ts', "export { openDB } from 'idb';"],
    ['page/link.ts', "export { runtime } from '../content/browser';"],
    ['page/link.ts', "export { openDB } from 'idb';"],
    ['content/queue.ts', "import browser from 'webextension-polyfill';\nexport const { runtime } = browser;"],
    ['content/queue.ts', "export { commit } from '../store/commit';"],
    ['store/commit.ts', "export { start } from '../content/watch';"],
    ['background/main.ts', "export { t } from '../view/i18n';"],
    ['background/main.ts', "export { build } from 'esbuild';"],
    ['view/words/time.ts', "export { firstOrigin } from '../../popup/first-origin';"],
    ['options/main.tsx', "export { showWatched } from '../background/badge';"],
    ['popup/main.ts', "export { showWatched } from '../background/badge';"],
    ['popup/main.ts', "export const later = import('../background/badge');"],
  ])('not from elsewhere: %s: %s', async (file, code) => {
    expect(await lint(file, code)).toContain(boundary);
  });

  it.each([
    ['src/exchange/types.ts', "export { createColumns } from '../shown/columns';"],
    ['page/link.ts', "export { helloEvent } from '../src/protocol/page';"],
    ['content/queue.ts', "export type { DBSchema } from 'idb';"],
    ['store/commit.ts', "export { openDB } from 'idb';"],
    ['background/main.ts', "export { commit } from '../store/commit';"],
    ['view/words/time.ts', "export { diffChars } from 'diff';"],
    ['popup/main.ts', "export { t } from '../view/i18n';"],
    ['options/main.tsx', "export { t } from '../view/i18n';"],
    ['src/record/record-parse.test.ts', "export { default } from 'fast-check';"],
  ])('what it may: %s: %s', async (file, code) => {
    expect(await lint(file, code)).not.toContain(boundary);
  });
});

describe('everywhere, lint refuses', () => {
  it.each([
    ['any', 'export const value: any = 1;', '@typescript-eslint/no-explicit-any'],
    [
      'an import of a type as a value',
      "import { Record } from './record';\nexport type Kept = Record;",
      '@typescript-eslint/consistent-type-imports',
    ],
    ['an arrow function at module level', 'export const one = (): number => 1;', 'no-restricted-syntax'],
    [
      'a non-null assertion',
      'export function f(a: string | null): string { return a!; }',
      '@typescript-eslint/no-non-null-assertion',
    ],
    [
      'a promise that nobody looks at',
      'export function f(): void { Promise.reject(new Error("lost")); }',
      '@typescript-eslint/no-floating-promises',
    ],
  ])('%s', async (_name, code, rule) => {
    expect(await lint('src/record/text.ts', code)).toContain(rule);
  });
});
