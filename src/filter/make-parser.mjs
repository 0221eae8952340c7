// Makes made-parser.js of grammar.peggy; build.mjs does so whenever the grammar has changed.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.dirname(fileURLToPath(import.meta.url));
const made = path.join(folder, 'made-parser.js');

const readGrammar = () => readFile(path.join(folder, 'grammar.peggy'), 'utf8');

/** Names the grammar that a parser was made of. */
function headOf(grammar) {
  return `// Made of grammar.peggy ${createHash('sha256').update(grammar).digest('hex').slice(0, 16)} by npm run build.\n`;
}

export async function parserText() {
  const grammar = await readGrammar();
  const { default: peggy } = await import('peggy');
  const source = peggy.generate(grammar, {
    output: 'source',
    format: 'es',
    allowedStartRules: ['Filter', 'Expression'],
  });
  return headOf(grammar) + source;
}

export async function makeParser() {
  const head = headOf(await readGrammar());
  const before = await readFile(made, 'utf8').catch(() => '');
  if (!before.startsWith(head)) await writeFile(made, await parserText());
}
