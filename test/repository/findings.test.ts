import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import en from '../../_locales/en/messages.json';
import zhCN from '../../_locales/zh_CN/messages.json';
import { catalogue, findingCodes } from '../../src/findings/catalogue';
import { families } from '../../src/findings/families';
import type { FindingCode } from '../../src/findings/types';

const root = path.resolve(__dirname, '../..');

describe.each(findingCodes.map((code) => [code, catalogue[code]] as const))(
  'the finding %s',
  (code, entry) => {
    it.each([
      ['English', en],
      ['Chinese', zhCN],
    ])('has its texts in %s, which name nothing that it does not give', (_, messages) => {
      const named = textsOf(messages, code).flatMap((text) => [...text.matchAll(/\$(\d)/g)]);
      for (const [, digit] of named) expect(Number(digit)).toBeLessThanOrEqual(entry.values.length);
      for (const text of textsOf(messages, code)) expect(text.length).toBeGreaterThan(5);
    });

    it('leads to where more is told', () => {
      expect(new URL(entry.link).protocol).toBe('https:');
    });
  },
);

function textsOf(
  messages: { readonly [name: string]: { readonly message: string } },
  code: FindingCode,
): string[] {
  return ['title', 'why', 'mend'].map((part) => messages[`finding_${code}_${part}`]?.message ?? '');
}

it('declares every code in one family', () => {
  const codes = families.flatMap(({ codes = {} }) => Object.keys(codes));
  expect([...codes].sort()).toEqual([...findingCodes].sort());
});

describe('the documents about findings', () => {
  it('are what npm run docs makes of the catalogue and the texts', () => {
    const script = `import { makeFindings } from './docs/make-findings.mjs';
      process.stdout.write(JSON.stringify([...await makeFindings()]));`;
    const made = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: root,
      encoding: 'utf8',
    });
    for (const [file, text] of JSON.parse(made) as [string, string][])
      expect(readFileSync(path.join(root, 'docs', file), 'utf8')).toBe(text);
  });
});
