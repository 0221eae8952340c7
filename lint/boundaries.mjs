import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/**
 * A folder is what runs in one browser context: it imports itself, the folders in `folders`, and from
 * packages only types unless `packages` is set; then the runtime dependencies of package.json. With `node`,
 * Node's own modules too.
 * @type {import('eslint').Rule.RuleModule}
 */
export const boundaries = {
  meta: {
    type: 'problem',
    schema: [
      {
        type: 'object',
        properties: {
          folders: { type: 'array', items: { type: 'string' } },
          packages: { type: 'boolean' },
          node: { type: 'boolean' },
        },
        additionalProperties: false,
      },
    ],
    messages: {
      folder: '{{from}}/ may not import from {{to}}/.',
      package: '{{from}}/ may not import the package {{to}} at run time.',
    },
  },
  create(context) {
    const from = topFolder(context.filename);
    const { folders = [], packages = false, node: isNode = false } = context.options[0] ?? {};

    function check({ source, importKind, exportKind }) {
      if (!source || typeof source.value !== 'string') return;
      const name = source.value;
      if (name.startsWith('.')) {
        const to = topFolder(path.resolve(path.dirname(context.filename), name));
        if (to !== from && !folders.includes(to))
          context.report({ node: source, messageId: 'folder', data: { from, to } });
      } else if (importKind !== 'type' && exportKind !== 'type') {
        if (isNode && name.startsWith('node:')) return;
        if (!packages || !(packageName(name) in dependencies))
          context.report({ node: source, messageId: 'package', data: { from, to: packageName(name) } });
      }
    }
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};

function topFolder(file) {
  return path.relative(root, file).split(path.sep)[0];
}

function packageName(specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
