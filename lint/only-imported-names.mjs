/**
 * In a page's world every global can be replaced by page code, so a value may be named only if it is declared
 * in the file or imported (from natives.ts, which captured it first). `undefined`, `NaN` and `Infinity` can
 * not be replaced; names in types cost nothing.
 */
const unchangeable = new Set(['undefined', 'NaN', 'Infinity']);

/** @type {import('eslint').Rule.RuleModule} */
export const onlyImportedNames = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { global: "'{{name}}' is the page's to change: capture it in page/natives.ts and import it." },
  },
  create(context) {
    return {
      'Program:exit'() {
        for (const scope of context.sourceCode.scopeManager.scopes) {
          for (const reference of scope.references) {
            const { identifier, resolved } = reference;
            if (resolved && resolved.defs.length > 0) continue;
            if (reference.isValueReference === false || identifier.parent?.type === 'TSTypeQuery') continue;
            if (unchangeable.has(identifier.name)) continue;
            context.report({ node: identifier, messageId: 'global', data: { name: identifier.name } });
          }
        }
      },
    };
  },
};
