/** Columns that a line has at most, as Prettier keeps them for code. */
const most = 110;

/** Prettier leaves comments as they are: a line of one ends where a line of code ends. */
/** @type {import('eslint').Rule.RuleModule} */
export const commentWidth = {
  meta: {
    type: 'layout',
    schema: [],
    messages: { wide: 'A comment goes to column {{most}} at most; this line has {{length}}.' },
  },
  create(context) {
    const { lines } = context.sourceCode;
    return {
      Program() {
        for (const { loc } of context.sourceCode.getAllComments()) {
          for (let line = loc.start.line; line <= loc.end.line; line += 1) {
            const text = lines[line - 1] ?? '';
            // A URL cannot be broken.
            if (text.length <= most || !/^\s*(\/\*|\*|\/\/)/.test(text) || /\S{80}/.test(text)) continue;
            const [start, end] = [
              { line, column: 0 },
              { line, column: text.length },
            ];
            context.report({ loc: { start, end }, messageId: 'wide', data: { most, length: text.length } });
          }
        }
      },
    };
  },
};
