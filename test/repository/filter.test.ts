import { execFileSync } from 'node:child_process';
import { contentOf, root } from './files';

function printed(script: string): string {
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
    encoding: 'utf8',
  });
}

describe('the filter language', () => {
  it('has the parser that the build makes of its grammar', () => {
    const script = `import { parserText } from './src/filter/make-parser.mjs';
      process.stdout.write(await parserText());`;
    expect(contentOf('src/filter/made-parser.js')).toBe(printed(script));
  });

  it('has a parser that evaluates no text', () => {
    expect(contentOf('src/filter/made-parser.js')).not.toMatch(/\beval\b|new Function/);
  });

  it('has the document that npm run docs makes of its fields', () => {
    const script = `import { filterDocument } from './docs/make-filter.mjs';
      process.stdout.write(await filterDocument());`;
    expect(contentOf('docs/filter.md')).toBe(printed(script));
  });
});
