// Writes docs/filter.md from the fields of the filter language and the texts that the viewers show: npm run
// docs
import { formatted } from './formatted.mjs';
import { build } from 'esbuild';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The code that has the fields, as node can run it. */
async function readHelp() {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, 'src/filter/help.ts')],
    bundle: true,
    format: 'esm',
    write: false,
  });
  const text = Buffer.from(outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${text}`);
}

export async function filterDocument() {
  const { fields, syntax, seenOfText } = await readHelp();
  const messages = JSON.parse(readFileSync(path.join(root, '_locales/en/messages.json'), 'utf8'));
  const text = (name) => messages[name].message.replace('$1', seenOfText.toLocaleString('en'));
  const code = (examples) => examples.map((example) => `\`${example}\``).join(', ');
  return formatted(
    'filter.md',
    `# The filter language

The same in every viewer and in \`tabshark filter\`. Words and fields are English in every language. Upper and lower case
are one. A filter that cannot be read is underlined where it is wrong, and the last one that could be read stays on.

## Terms

${syntax.map(({ example, help }) => `- \`${example}\`: ${text(help)}`).join('\n')}

A quote within quotes is \`\\"\`, a backslash \`\\\\\`. \`-\` or \`not\` binds first, then \`and\`, then \`or\`. \`and\`, \`or\` and
\`not\` in quotes are text. A word with a colon behind a name that is no field is text.

Regular expressions have \`. [ ] ( ) | * + ? { } ^ $ \\d \\w \\s \\b\`, without look-around, names and back-references. Each
text takes time in proportion to its length, so that no expression can hang; so that none is slow either, the first
${seenOfText.toLocaleString('en')} characters of each text are seen.

Numbers take \`>\`, \`>=\`, \`<\`, \`<=\`; without one of these they are equal.

## Fields

${fields
  .map(
    ({ name, also = [], help, examples, values }) =>
      `- **${name}**${also.map((other) => `, **${other}**`).join('')}: ${text(help)}.` +
      `${values ? ` One of ${values.join(', ')}.` : ''} ${code(examples)}`,
  )
  .join('\n')}
`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(path.join(root, 'docs/filter.md'), await filterDocument());
