import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { boundaries } from './lint/boundaries.mjs';
import { commentWidth } from './lint/comment-width.mjs';
import { onlyImportedNames } from './lint/only-imported-names.mjs';
import { pageWorldSyntax } from './lint/page-world.mjs';

const root = path.dirname(fileURLToPath(import.meta.url));
const typescript = ['**/*.ts', '**/*.tsx'];
/** Tests and what only tests use may reach further than the code that they test. */
const tests = ['**/*.test.ts', '**/*.test.tsx', '**/*-arbitraries.ts'];

/** Function declarations at module level have names in stacks and can be read in any order. */
const moduleFunctions = {
  selector:
    ':matches(Program, ExportNamedDeclaration) > VariableDeclaration > VariableDeclarator > ArrowFunctionExpression.init',
  message: 'At module level, declare a function.',
};

const mayImport = {
  src: { folders: [] },
  page: { folders: ['src'] },
  content: { folders: ['src'] },
  store: { folders: ['src'], packages: true },
  background: { folders: ['src', 'store'], packages: true },
  view: { folders: ['src', 'store', '_locales'], packages: true },
  popup: { folders: ['src', 'store', 'view'], packages: true },
  side: { folders: ['src', 'store', 'view'], packages: true },
  panel: { folders: ['src', 'store', 'view'], packages: true },
  options: { folders: ['src', 'view'], packages: true },
  site: { folders: ['src', 'view', '_locales'], packages: true },
  cli: { folders: ['src', '_locales'], node: true },
};

export default defineConfig(
  { ignores: ['dist/', 'node_modules/', '.tmp/', 'src/filter/made-parser.js'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: typescript,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    plugins: {
      tabshark: {
        rules: { boundaries, 'comment-width': commentWidth, 'only-imported-names': onlyImportedNames },
      },
    },
    rules: {
      'tabshark/comment-width': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Numbers are what messages are made of.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Closures before classes: what an object of ours offers has no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-syntax': ['error', moduleFunctions],
    },
  },
  Object.entries(mayImport).map(([folder, allowed]) => ({
    files: [`${folder}/**/*.{ts,tsx}`],
    ignores: tests,
    rules: { 'tabshark/boundaries': ['error', allowed] },
  })),
  {
    // Jest's matchers within a value (expect.anything()) are `any`.
    files: tests,
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    // A signal is read for the subscription alone: `void signal.value`.
    files: ['**/*.tsx'],
    rules: { '@typescript-eslint/no-meaningless-void-operator': 'off' },
  },
  {
    // A template converts to a string as the natives do, and no page can redefine it, as it can String.
    files: ['page/**/*.ts'],
    rules: { '@typescript-eslint/no-unnecessary-template-expression': 'off' },
  },
  {
    files: ['page/**/*.ts'],
    ignores: ['page/natives.ts', ...tests],
    rules: {
      'tabshark/only-imported-names': 'error',
      'no-restricted-syntax': ['error', moduleFunctions, ...pageWorldSyntax],
    },
  },
);
